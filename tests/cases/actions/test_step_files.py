"""Several files at one step: each becomes a document, of the type that its field names."""

import pytest

from cases.runs.locked_run import lock_run
from cases.steps.filed_answers import file_answers
from cases.steps.written_records import Writing, write_documents
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.actions.test_add_papers import Several, papers
from tests.forms.samples import field, form_of


@pytest.fixture
def write(office, people, complaint):
    """Write the documents of a form as a step does; return type, number and whether it has a file.

    The step issues a ``refusal``.
    """

    def write(*fields, files, **typed):
        form = form_of(*fields)
        raw = RawValues({key: [value] for key, value in typed.items()})
        filed = file_answers(form, read(form, raw, Several(files), Limits(office.today())))
        known = {one.id for one in complaint.documents}
        with office.database.writing() as tx:
            run = lock_run(tx, office, complaint.run_id)
            me = people["registrar"].account_id
            step_id = complaint.steps[0].id
            writing = Writing(tx, office, run, office.clock.now(), me, step_id)
            write_documents(writing, filed, "refusal")
        new = (one for one in complaint.documents if one.id not in known)
        return [(one.type, one.number, one.file_id is not None) for one in new]

    return write


SCANS = field("filepicker", "scans", multiple=True)
EVIDENCE = field("filepicker", "evidence", multiple=True, document="evidence")
NUMBER = field("textfield", "number", record="document.number")


class TestFilesOfAStep:
    def test_without_a_type_of_their_own_are_papers_of_the_step(self, write):
        assert write(NUMBER, SCANS, files={"scans": papers("a", "b")}, number="7/TB") == [
            ("refusal", "7/TB", True),
            ("refusal", None, True),
        ]

    def test_with_one_leave_the_paper_of_the_step_without_a_file(self, write):
        assert write(NUMBER, EVIDENCE, files={"evidence": papers("a")}, number="7/TB") == [
            ("refusal", "7/TB", False),
            ("evidence", None, True),
        ]

    def test_of_both_kinds_stand_beside_each_other(self, write):
        files = {"evidence": papers("a"), "scans": papers("b")}
        assert write(EVIDENCE, NUMBER, SCANS, files=files, number="7/TB") == [
            ("refusal", "7/TB", True),
            ("evidence", None, True),
        ]

    def test_alone_make_no_paper_of_the_step(self, write):
        assert write(EVIDENCE, files={"evidence": papers("a")}) == [("evidence", None, True)]
