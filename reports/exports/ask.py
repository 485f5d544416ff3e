"""What a person's wish for a list leaves behind: a line in the journal, and work for the worker."""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.export import Export
from cases.office import Office, to_json
from cases.rows import insert_row
from reports.asked import codes_only
from reports.sheet import Sheet

UNDER_WAY = ("waiting", "writing")


def note_export(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    asked: Mapping[str, str],
    total: int,
) -> None:
    """Write down that the person took a list along, at once or later."""
    detail = {"list": code, "asked": codes_only(asked), "rows": total}
    journal.write(tx, office, actor, "export_list", detail=detail)


def ask_for_export(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    asked: Mapping[str, str],
    sheet: Sheet,
) -> int:
    """Leave a list to the worker; return the id of the export.

    Who asks for the same again while it is being written gets the same.
    """
    wanted = to_json(dict(sorted(asked.items())))
    same = tx.scalar(
        select(Export.id).where(
            Export.account_id == actor.account_id,
            Export.list_code == code,
            Export.asked == wanted,
            Export.state.in_(UNDER_WAY),
        )
    )
    if same is not None:
        return same
    note_export(tx, office, actor, code=code, asked=asked, total=sheet.total)
    row = {
        "account_id": actor.account_id,
        "list_code": code,
        "asked": wanted,
        "title": sheet.title[:200],
        "unit_name": sheet.unit[:200],
        "file_name": sheet.file_name[:120],
        "token": uuid4().hex,
        "state": "waiting",
        "requested_at": office.clock.written_at(),
        "total_count": sheet.total,
        "written_count": 0,
        "attempts": 0,
    }
    return insert_row(tx, Export, row)
