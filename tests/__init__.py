"""Everything we promise, as sentences that can fail."""
