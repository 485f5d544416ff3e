"""The day on which an installation stands that real programs open, whatever day it is outside."""

from datetime import datetime
from pathlib import Path

from config.clock import TIME_ZONE, SystemClock

DAY = datetime(2026, 8, 26, 8, 30, tzinfo=TIME_ZONE)
"""A Wednesday morning: no test runs into midnight, a weekend or the end of a year."""


def begin_on(var: Path, day: datetime = DAY) -> None:
    """Let the clock of the installation in ``var`` show ``day`` now."""
    var.mkdir(parents=True, exist_ok=True)
    # Written by hand: the program itself moves the clock forward only.
    offset = day - SystemClock().now()
    (var / "office-clock").write_text(f"{round(offset.total_seconds())}\n", encoding="ascii")
