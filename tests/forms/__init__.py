"""What the forms promise."""
