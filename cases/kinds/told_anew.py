"""Writes what a petition is about, after what was written before has been erased."""

from cases.database import Transaction
from cases.folding import fold
from cases.models.petition_text import PetitionText
from cases.rows import insert_rows
from cases.search.entries import index_petition


def tell_anew(tx: Transaction, petition_id: int, *, title: str, summary: str) -> None:
    """Insert title and summary and index them; nothing where nothing was told."""
    if not title and not summary:
        return
    row = {
        "petition_id": petition_id,
        "title": title or None,
        "title_f": fold(title) or None,
        "summary": summary,
        "request": None,
        "text_f": fold(f"{title} {summary}"),
    }
    insert_rows(tx, PetitionText, [row])
    index_petition(tx, petition_id)
