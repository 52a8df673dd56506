"""Telling people: notices wait in the outbox until a sender has delivered them."""
