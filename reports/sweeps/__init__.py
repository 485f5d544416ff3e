"""Sweeps of the reports, beside those of ``cases.sweeps`` and like them."""
