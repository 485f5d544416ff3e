"""A complaint that turns out to be a denunciation, and everything written about its author."""

from typing import Any

import pytest
from sqlalchemy import insert

from cases.actions.add_note import add_note
from cases.actions.save_draft import save_draft
from cases.models.outbox import OutboxMessage
from cases.notes.note_forms import note_form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.erasure.turned import turn_into_denunciation
from tests.cases.matter import Matter, version_of
from tests.cases.papers import Paper, Papers, pdf
from tests.invariants.test_history_holds_no_personal_value import MARK

AUTHOR = {
    "author_name": f"Ly {MARK}",
    "author_address": f"{MARK} street",
    "author_phone": "0905777111",
    "author_id_number": "048090777123",
}
VALUES = (MARK, AUTHOR["author_phone"], AUTHOR["author_id_number"], MARK.lower())


@pytest.fixture
def named(office: Any, people: Any) -> Matter:
    """A complaint with its author named at every door, up to the proposal."""
    form = version_of(office, "triage", office.today()).forms["register"]
    scan = next(field.key for field in form.fields if field.kind.value == "file")
    matter = Matter.register(
        office,
        people,
        files=Papers({scan: Paper(f"{MARK}.pdf", pdf(MARK))}),
        title=f"Complaint of {MARK}",
        summary=f"{MARK} says so",
        request=f"{MARK} wants it",
        **AUTHOR,
    )
    limits = Limits(office.today())
    note = read(note_form(), RawValues({"text": [f"call {MARK}"]}), None, limits)
    item = matter.items[0]
    waiting = {
        "key": f"x{matter.run_id}",
        "kind": "mail",
        "account_id": people["head"].account_id,
        "subject": f"About {AUTHOR['author_name']}",
        "text": f"{AUTHOR['author_name']} is waiting",
        "created_at": office.clock.now(),
        "next_try_at": office.clock.now(),
    }
    with office.database.writing() as tx:
        add_note(tx, office, people["registrar"], code=matter.registered.code, submission=note)
        place = f"step:{matter.run_id}:{item.task_id}"
        save_draft(tx, office, people["registrar"], place=place, values={"reason": [MARK]})
        again = {"author_name": [AUTHOR["author_name"]]}
        place = "intake:triage"
        save_draft(tx, office, people["registrar"], place=place, values=again)
        tx.execute(insert(OutboxMessage), [waiting])
    return matter


@pytest.fixture
def turn() -> Any:
    """Turn a petition into a denunciation, as the head confirms it: ``turn(matter)``."""
    return turn_into_denunciation
