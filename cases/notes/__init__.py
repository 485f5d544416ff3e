"""What people write on a case beside its steps: where the text passes, and how it is kept."""
