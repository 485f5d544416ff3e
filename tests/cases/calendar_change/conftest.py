"""Two people who may edit the calendar, and a complaint whose terms they may move."""

from datetime import date

import pytest

from cases.actor import Assignment
from cases.queries.actors import actor_of
from tests.cases.calendar_change.changes import Editor
from tests.cases.matter import Complaint, Matter


@pytest.fixture
def editor(office, people):
    """Somebody of the city inspectorate."""
    return Editor(office, people["inspectorate"])


@pytest.fixture
def second_editor(office, people):
    """The head of the ward, who edits rules in this test."""
    head = people["head"]
    with office.database.reading() as tx:
        actor = actor_of(tx, office, email=head.email)
    own = (*actor.assignments, Assignment("rule_editor", 1, ""))
    return Editor(office, type(actor)(actor.account_id, actor.name, actor.email, own))


@pytest.fixture
def matter(office, people) -> Matter:
    """The case of a complaint received on Monday 24/08/2026: to be accepted by Monday 07/09."""
    found = Complaint.register(office, people, received_on=date(2026, 8, 24)).go_to("accept")
    assert found.running == {"kn1_accept": date(2026, 9, 7)}
    return found
