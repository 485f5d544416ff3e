"""Changing what kind a petition is: what is asked, and what stands in the way."""
