"""What a form lets through fits the database: PostgreSQL refuses a letter too many, SQLite none."""

from datetime import date

import pytest

from cases.errors import SubmissionRefusedError
from forms.fields import Kind
from tests.cases.answers import COMPLEX, REMOTE
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import MAIN_PATH, Complaint, fill, version_of
from tests.cases.papers import Paper, Papers, pdf

NO_LIMIT = 20_000
LETTER = "ệ"


def longest(form):
    """Fill every field of words with as many letters as the form takes."""
    return {
        field.key: LETTER * (field.max_length or NO_LIMIT)
        for field in form.fields
        if field.kind in {Kind.TEXT, Kind.LINES} and field.format is None
    }


def papers(form):
    """Choose a file with a very long name wherever the form takes one."""
    names = [field.key for field in form.fields if field.kind is Kind.FILE]
    return Papers({name: Paper(f"{LETTER * 400}.pdf", pdf()) for name in names})


@on_both_databases
@pytest.mark.parametrize(
    "received_on", [date(2026, 6, 30), date(2026, 7, 1)], ids=["2012-07-01", "2026-07-01"]
)
class TestLongestAnswers:
    def test_at_every_step_are_stored(self, office, people, received_on):
        intake = version_of(office, "triage", received_on).forms["register"]
        matter = Complaint.register(
            office,
            people,
            received_on=received_on,
            files=papers(intake),
            **longest(intake) | {"source": "forwarded"},
        )
        for step in MAIN_PATH:
            form = matter.version.forms[step]
            typed = longest(form) | (dict(COMPLEX | REMOTE) if step == "accept" else {})
            typed |= {key: value for key, value in longest(form).items() if key not in COMPLEX}
            matter.do(step, files=papers(form), **typed)
        matter.do("watch_legal_force", force_result="lawsuit")
        assert matter.run.status == "completed"

    def test_at_a_withdrawal_are_stored(self, office, people, received_on):
        matter = Complaint.register(office, people, received_on=received_on).go_to("verify_report")
        matter.receive(**longest(matter.version.forms["withdraw"]))
        while matter.open:
            (step,) = matter.open
            matter.do(step, **longest(matter.version.forms[step]))
        assert matter.run.status == "completed"


class TestTooLongAnswers:
    def test_are_refused_at_their_field(self, office, people):
        form = version_of(office, "triage", office.today()).forms["register"]
        for field in form.fields:
            if field.kind is Kind.TEXT and field.format is None and field.max_length:
                answers = fill(
                    office,
                    form,
                    people,
                    source="forwarded",
                    **{"forwarded_document": "x", field.key: LETTER * (field.max_length + 1)},
                )
                assert [error.key for error in answers.errors] == [field.key]

    def test_leave_no_case_behind(self, office, people):
        with pytest.raises(SubmissionRefusedError):
            Complaint.register(office, people, title=LETTER * 251)
