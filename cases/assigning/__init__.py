"""Giving out work (phân công): what stands in the way of it, and how it is recorded."""
