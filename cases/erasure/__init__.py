"""What is erased for a petition, in one place; how it stays erased when a backup is put back."""
