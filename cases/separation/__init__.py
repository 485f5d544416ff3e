"""Separation of duties in a small unit: when the head may let one person do both steps."""
