"""Support visits: unit IT staff look at the screens of their unit, for a reason, for some hours."""
