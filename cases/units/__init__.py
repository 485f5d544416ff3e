"""The organisation tree: its units, how they change, and who takes over (Điều 2 Quy chế 2003)."""
