"""Lists as files: small ones at once, long ones written by the worker and fetched later."""
