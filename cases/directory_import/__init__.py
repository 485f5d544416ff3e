"""Brings the people of a unit in line with the directory; what differs is shown first."""
