"""Enters the denunciations that were taken out of mixed petitions, the day after, all at once.

In an order of chance, by nobody and at no hour: neither number, person nor time of the entry leads
to the part that names its author (docs/adr/0036).
"""

from datetime import datetime, time

from sqlalchemy import delete, select

from cases import journal
from cases.accounts.system_account import system_account
from cases.codes import PETITION_BOOK, next_code
from cases.database import Transaction
from cases.kinds.told_anew import tell_anew
from cases.kinds.triage import begin_triage
from cases.models.case_unit import CaseUnit
from cases.models.petition import Petition
from cases.models.split_part import SplitPart
from cases.office import Office
from cases.rows import insert_row, insert_rows
from cases.search.entries import index_petition
from cases.turns import take_turn
from cases.versions import version_on
from config.clock import TIME_ZONE
from forms.denunciations import DENUNCIATION


def sweep(office: Office) -> int:
    """Enter what waits since yesterday or longer; return how many petitions that were."""
    due = SplitPart.enter_on <= office.today()
    with office.database.reading() as tx:
        if tx.scalar(select(SplitPart.id).where(due).limit(1)) is None:
            return 0
    with office.database.writing() as tx:
        take_turn(tx, "enter_split_parts")
        parts = tx.scalars(select(SplitPart).where(due).order_by(SplitPart.id)).all()
        account_id = system_account(tx, office).account_id
        for part in parts:
            _enter(tx, office, part, account_id)
        tx.execute(
            delete(SplitPart)
            .where(SplitPart.id.in_([one.id for one in parts]))
            .execution_options(synchronize_session=False)
        )
    office.database.truncate_log()
    return len(parts)


def _enter(tx: Transaction, office: Office, part: SplitPart, account_id: int) -> None:
    row = {
        "code": next_code(tx, PETITION_BOOK, part.received_on.year),
        "kind": DENUNCIATION,
        "receiving_unit_id": part.unit_id,
        "received_on": part.received_on,
        "source": part.source,
        "registered_by_id": account_id,
        "registered_at": datetime.combine(office.today(), time.min, TIME_ZONE),
    }
    petition_id = insert_row(tx, Petition, row)
    related = {
        "petition_id": petition_id,
        "unit_id": part.unit_id,
        "relation": "receiving",
        "valid_from": part.received_on,
    }
    insert_rows(tx, CaseUnit, [related])
    tell_anew(tx, petition_id, title=part.title, summary=part.summary)
    if part.procedure:
        version = office.version(tx, version_on(tx, part.procedure, part.received_on).id)
        begin_triage(tx, office, version, tx.get_one(Petition, petition_id))
    index_petition(tx, petition_id)
    journal.write(tx, office, None, "enter_split_part", subject=("petition", petition_id))
