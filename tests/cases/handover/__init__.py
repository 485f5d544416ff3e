"""Handing over work and account."""
