"""Requests, approvals, routing, notifications, and what an approved request changes."""
