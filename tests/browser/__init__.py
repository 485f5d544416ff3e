"""Whole ways through the office, by people with a real browser, against the real program."""
