"""Changing the calendar and what follows from it."""
