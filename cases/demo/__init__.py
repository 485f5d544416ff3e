"""A visibly fictional office, made through the same actions that people use."""
