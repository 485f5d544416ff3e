"""What ``donthu`` can do: each module states its arguments and does one thing through ``cases``."""
