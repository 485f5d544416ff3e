"""Accounts and the roles they hold, each on a written request (Điều 8 Quy chế 2003/QĐ-UBND)."""
