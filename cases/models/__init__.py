"""One table a file. Every module here is imported by ``cases.database``."""
