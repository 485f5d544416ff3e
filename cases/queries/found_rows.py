"""The lines of what was found, cut down for look-up accounts (điểm c khoản 1 Điều 8 Quy chế)."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.search_entry import SearchEntry
from cases.office import Office
from cases.policy.findable_entries import OPEN_KINDS, looked_up_units
from cases.policy.visible_entries import visible_entries
from cases.queries.highlights import Piece, Pieces
from cases.queries.masking import masked_numbers
from cases.queries.search_rows import Hit, SearchRow, search_rows
from cases.search.asked import Asked


def found_rows(
    tx: Transaction, office: Office, actor: Actor, hits: Sequence[Hit], asked: Asked
) -> tuple[SearchRow, ...]:
    """Return the lines, in the order of ``hits``."""
    rows = search_rows(tx, office, hits, asked)
    if not hits or not looked_up_units(actor):
        return rows
    keys = [hit.key for hit in hits]
    read = select(SearchEntry.key).where(SearchEntry.key.in_(keys), visible_entries(actor))
    readable = set(tx.scalars(read))
    return tuple(
        row if hit.key in readable else looked_up_row(row)
        for hit, row in zip(hits, rows, strict=True)
    )


def looked_up_row(row: SearchRow) -> SearchRow:
    """Return what somebody who may only look up learns of a record.

    Of a denunciation, of what may be one and of a secret record that is code, unit and state; of
    the others no text and no number of a person.
    """
    if row.is_secret or row.kind not in OPEN_KINDS:
        return replace(
            row,
            petition_codes=(),
            title=(),
            parties=(),
            snippet=(),
            field=None,
            is_status_only=True,
        )
    return replace(row, title=_without_numbers(row.title), snippet=())


def _without_numbers(pieces: Pieces) -> Pieces:
    return tuple(Piece(masked_numbers(one.text), one.is_found) for one in pieces)
