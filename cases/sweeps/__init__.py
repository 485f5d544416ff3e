"""Background work: idempotent sweeps over the database, which alone is the truth.

A module here is one sweep: ``sweep(office) -> int`` does what is due and says how much it was.
"""
