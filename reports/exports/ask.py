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
from cases.sealed.column import ForRow
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
    under_way = tx.execute(
        select(Export.id, Export.asked).where(
            Export.account_id == actor.account_id,
            Export.list_code == code,
            Export.state.in_(UNDER_WAY),
        )
    )
    for export_id, asked_before in under_way:
        if asked_before == wanted:
            return int(export_id)
    note_export(tx, office, actor, code=code, asked=asked, total=sheet.total)
    token = uuid4().hex
    row = {
        "account_id": actor.account_id,
        "list_code": code,
        "asked": ForRow(wanted, (actor.account_id, token)),
        "title": sheet.title[:200],
        "unit_name": sheet.unit[:200],
        "file_name": sheet.file_name[:120],
        "token": token,
        "state": "waiting",
        "requested_at": office.clock.written_at(),
        "total_count": sheet.total,
        "written_count": 0,
        "attempts": 0,
    }
    return insert_row(tx, Export, row)
