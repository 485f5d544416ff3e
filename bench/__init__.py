"""Measures what we promise: `python -m bench` prints one line per figure."""
