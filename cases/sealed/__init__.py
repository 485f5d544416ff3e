"""Personal numbers as nobody reads them without the key, which lies outside the database."""
