"""Locking accounts (khóa tài khoản; khoản 3 Điều 8 Quy chế 2003/QĐ-UBND)."""
