"""Measuring the numbers to hold: `make bench`."""
