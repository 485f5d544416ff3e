"""A unit makes a term stricter for itself; never looser, and never one of the law's own."""

from datetime import date

import pytest

from cases.actions.end_term_setting import end_term_setting
from cases.actions.tighten_term import tighten_term
from cases.deadlines.computation import Computation, replay
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.models.journal_entry import JournalEntry
from cases.models.term_setting import TermSetting
from cases.term_tightening import TIGHTEN_FORM
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.answers import on

DOCUMENT = "12/QĐ-UBND ngày 20/08/2026"
ARCHIVE = "kn_archive"


@pytest.fixture
def tighten(office, people):
    """Let the head, or the given person, post the form: ``tighten(amount="20")``."""

    def tighten(by=None, row_key=ARCHIVE, unit_id=None, **typed):
        head = by or people["head"]
        answers = {"amount": "20", "document": DOCUMENT, "valid_from": on(office.today())} | typed
        posted = RawValues({key: [value] for key, value in answers.items()})
        submission = read(TIGHTEN_FORM, posted, None, Limits(office.today()))
        with office.database.writing() as tx:
            return tighten_term(
                tx,
                office,
                head,
                unit_id=unit_id or head.assignments[0].unit_id,
                row_key=row_key,
                submission=submission,
            )

    return tighten


@pytest.fixture
def refusal_of(tighten):
    def refusal_of(**typed):
        with pytest.raises(SubmissionRefusedError) as refused:
            tighten(**typed)
        (error,) = refused.value.errors
        return error

    return refusal_of


def settings_of(office):
    with office.database.reading() as tx:
        return tx.query(TermSetting).order_by(TermSetting.id).all()


class TestStricterTerm:
    def test_counts_deadlines_that_open_from_then_on(self, tighten, complaint):
        """20 days instead of 30 from Wednesday 26/08/2026: Tuesday 15/09."""
        tighten()
        complaint.go_to("close_case")
        assert complaint.running["kn_archive"] == date(2026, 9, 15)

    def test_leaves_deadlines_that_run_alone(self, tighten, complaint):
        complaint.go_to("close_case")
        before = complaint.running
        tighten()
        assert complaint.running == before

    def test_is_not_used_before_its_day(self, tighten, complaint):
        tighten(valid_from="27/08/2026")
        complaint.go_to("close_case")
        assert complaint.running["kn_archive"] == date(2026, 9, 25)

    def test_says_in_the_explanation_what_it_is_and_by_which_paper(self, tighten, complaint):
        tighten()
        complaint.go_to("close_case")
        computation = Computation.from_json(complaint.deadline("kn_archive").computation)
        assert computation.row.amount == 20
        assert f"Đơn vị rút ngắn từ 30 ngày theo {DOCUMENT}." in computation.row.scope
        assert replay(computation) == computation.due_on

    def test_keeps_the_row_of_the_law(self, tighten, complaint):
        tighten()
        complaint.go_to("close_case")
        assert complaint.deadline("kn_archive").row_key == "kn_archive"

    def test_is_the_unit_s_alone(self, tighten, complaint, strangers):
        tighten(by=strangers["head"])
        complaint.go_to("close_case")
        assert complaint.running["kn_archive"] == date(2026, 9, 25)

    def test_ends_the_one_before(self, tighten, office):
        tighten()
        tighten(amount="15", valid_from="01/09/2026")
        first, second = settings_of(office)
        assert (first.valid_to, second.valid_to) == (date(2026, 8, 31), None)

    def test_is_journalled(self, tighten, office):
        tighten()
        with office.database.reading() as tx:
            entry = tx.query(JournalEntry).order_by(JournalEntry.id.desc()).first()
        assert entry.action == "tighten_term"
        assert "kn_archive" in entry.detail

    def test_of_a_term_that_counts_back_is_a_longer_one(self, tighten, refusal_of):
        """ "Trước ít nhất 03 ngày làm việc": earlier is stricter."""
        tighten(row_key="kn2_publish_meeting_notice", amount="5")
        assert refusal_of(row_key="kn2_publish_meeting_notice", amount="2").key == "amount"


class TestRefusal:
    @pytest.mark.parametrize("amount", ["30", "31"])
    def test_of_what_is_not_stricter_names_the_basis(self, refusal_of, amount):
        error = refusal_of(amount=amount)
        assert error.key == "amount"
        assert "30 ngày" in error.message
        assert "Điều 23" in error.message

    def test_of_a_number_that_the_law_itself_states(self, refusal_of):
        error = refusal_of(row_key="kn1_resolve_normal", amount="20")
        assert "Điều 28 Luật Khiếu nại" in error.message

    @pytest.mark.parametrize("row_key", ["kn2_posting_min", "xld_store_petition_2021"])
    def test_of_a_time_that_a_shorter_one_would_take_from_citizens(self, refusal_of, row_key):
        assert refusal_of(row_key=row_key, amount="5").key == "amount"

    def test_of_a_day_in_the_past(self, refusal_of):
        assert refusal_of(valid_from="25/08/2026").key == "valid_from"

    def test_of_a_day_before_the_setting_that_holds(self, tighten, refusal_of):
        tighten(valid_from="01/09/2026")
        assert refusal_of(valid_from="30/08/2026").key == "valid_from"

    @pytest.mark.parametrize("missing", ["amount", "document", "valid_from"])
    def test_of_a_form_with_something_left_out(self, refusal_of, missing):
        assert refusal_of(**{missing: ""}).key == missing

    @pytest.mark.parametrize("role", ["registrar", "petition_officer", "section_head"])
    def test_of_anybody_but_the_head(self, tighten, people, role):
        with pytest.raises(NotAllowedError):
            tighten(by=people[role])

    def test_of_the_head_of_another_unit(self, tighten, strangers, people):
        with pytest.raises(NotAllowedError):
            tighten(by=strangers["head"], unit_id=people["head"].assignments[0].unit_id)

    def test_of_a_row_that_is_not_there(self, tighten):
        with pytest.raises(NotFoundError):
            tighten(row_key="kn9_never")


class TestEnd:
    def test_lets_the_table_count_again_from_tomorrow_on(self, tighten, office, people, complaint):
        setting_id = tighten()
        with office.database.writing() as tx:
            end_term_setting(tx, office, people["head"], setting_id=setting_id)
        complaint.set_clock(date(2026, 8, 27))
        complaint.go_to("close_case")
        assert complaint.running["kn_archive"] == date(2026, 9, 28)

    def test_takes_back_one_that_has_yet_to_begin(self, tighten, office, people):
        setting_id = tighten(valid_from="01/09/2026")
        with office.database.writing() as tx:
            end_term_setting(tx, office, people["head"], setting_id=setting_id)
        assert settings_of(office) == []

    def test_is_the_head_s(self, tighten, office, people):
        setting_id = tighten()
        with office.database.writing() as tx, pytest.raises(NotAllowedError):
            end_term_setting(tx, office, people["registrar"], setting_id=setting_id)

    def test_happens_once(self, tighten, office, people):
        setting_id = tighten()
        with office.database.writing() as tx:
            end_term_setting(tx, office, people["head"], setting_id=setting_id)
        with office.database.writing() as tx, pytest.raises(NotFoundError):
            end_term_setting(tx, office, people["head"], setting_id=setting_id)


class TestLocalRows:
    def test_are_rows_whose_number_was_not_read(self, office):
        with office.database.reading() as tx:
            terms = office.terms(tx)
        rows = {row.key: row for term in terms.terms for row in terms.rows(term)}
        assert office.local_terms <= rows.keys()
        assert not any(rows[key].is_verified for key in office.local_terms)
