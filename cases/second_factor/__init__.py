"""One-time codes (mã xác nhận) beside the password, for those who can change much."""
