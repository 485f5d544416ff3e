"""Brings what is sealed to another key, and seals what is not."""
