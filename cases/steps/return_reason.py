"""Answers that no form asks for: why a step was sent back, and to which step."""

RETURN_REASON = "_return_reason"
RETURNED_TO = "_returned_to"
TITLE = "Lý do trả lại"
