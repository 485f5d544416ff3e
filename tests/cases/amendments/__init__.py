"""Tests of what is done to finished steps."""
