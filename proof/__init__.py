"""Proves that the journal is whole: needs the standard library and a database driver, no more.

Imports nothing of ours, so that whoever checks the journal need not trust the rest of the program.
"""
