"""What is asked at a step, and reading the answers: form files, their checks, their fields."""
