"""Changing the working-day calendar: what it would do, and then doing it to every open deadline."""
