"""Trouble reports (Báo lỗi): what is asked, who is told, which states a report goes through."""
