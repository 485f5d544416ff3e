"""What is done to finished steps: corrected, after a look at what follows, or taken back."""
