"""What a service task of a diagram may ask for: one effect a module, found by name."""
