"""What differs between installations: settings, clock, calendars and code lists."""
