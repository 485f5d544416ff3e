"""Promises about the source tree itself."""
