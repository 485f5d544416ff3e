"""The directory of the office's mail accounts, over LDAP: who is in it, whose password is right.

Only ``connection`` and ``answers`` speak of the library that speaks LDAP, and they are imported
when a directory is asked: an office without one runs without the library.
"""
