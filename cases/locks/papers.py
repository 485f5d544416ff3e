"""How the papers are named on which an account rests: its request, its lock."""

from datetime import date


def named_paper(number: str, issued_on: date) -> str:
    """Return a paper in one line: "12/QĐ-UBND ngày 20/08/2026"."""
    return f"{number.strip()} ngày {issued_on:%d/%m/%Y}"
