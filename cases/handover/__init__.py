"""Handing work and account over (bàn giao; điểm g khoản 2 Điều 15 Quy chế 2003/QĐ-UBND)."""
