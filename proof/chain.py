"""The seal of a journal entry: what it covers, in which form, and how one leads to the next.

``seal = HMAC-SHA256(key, seal of the entry before + covered text)``, in hexadecimal. The covered
text is a JSON list without spaces: number, key id, instant of the seal, then every column of the
entry in the order of ``ENTRY_COLUMNS``. Instants are UTC, ``2026-08-26 03:00:00.000000``.
"""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime

ENTRY_COLUMNS = (
    "id",
    "office_at",
    "written_at",
    "account_id",
    "on_behalf_of_id",
    "address",
    "action",
    "subject_kind",
    "subject_id",
    "detail",
)
INSTANTS = frozenset({"office_at", "written_at", "sealed_at"})
FIRST_SEAL = "0" * 64
"""What stands before the first entry."""

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def seal(key: bytes, before: str, covered: Sequence[object]) -> str:
    """Return the seal of one entry.

    Args:
        key: The secret that belongs to the key id among the covered values.
        before: Seal of the entry with the number before, or ``FIRST_SEAL``.
        covered: Number, key id, instant of the seal, columns of the entry.

    Raises:
        TypeError: A value is none that the application writes.
        ValueError: The seal before is no hexadecimal text.
    """
    text = _to_json(covered).encode("utf-8", "surrogateescape")
    return hmac.digest(key, bytes.fromhex(before) + text, "sha256").hex()


def instant_text(at: datetime) -> str:
    """Write an aware instant as it is sealed."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def select_list(columns: Sequence[str], table: str, *, is_sqlite: bool) -> str:
    """Return columns of a table for a SELECT that answers with what is sealed."""
    return ", ".join(_column(f"{table}.{name}", name, is_sqlite=is_sqlite) for name in columns)


def _column(column: str, name: str, *, is_sqlite: bool) -> str:
    if is_sqlite or name not in INSTANTS:
        return column
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
