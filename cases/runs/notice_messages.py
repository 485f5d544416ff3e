"""What a notice says, as a code; diagrams may use codes of their own besides."""

DUE_SOON = "due_soon"
OVERDUE = "overdue"
ESCALATED = "escalated"
"""Open for long after it became late; the inspectorate is told."""
