"""What must hold while many people and the worker use one installation."""
