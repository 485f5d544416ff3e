"""A provider of single sign-on for tests: a server of its own, with keys, tokens and faults."""
