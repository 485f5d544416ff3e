"""Tests of the command line: the real program, in a process of its own."""
