"""Of a denunciation the system holds neither papers that name its author nor any result.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND: who denounces, and what verifying the denunciation has shown,
must not be entered into the system. Here raw SQL tries to, past all our code.
"""

from datetime import date

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from cases.database import METADATA
from cases.models.case import Case
from cases.models.conclusion import Conclusion
from cases.models.decision import Decision
from cases.models.document import Document
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from tests.cases.fixtures import on_both_databases

FORBIDDEN = ("petition", "evidence", "receipt", "authorization", "verification_report", "other")
ALLOWED = ("acceptance", "extension", "handling_act", "denunciation_notice")
OUTCOMES = {"outcome", "result", "finding", "is_justified", "content", "verdict", "recommendation"}


@pytest.fixture
def write(office):
    """Write one row past all our code: ``write(Document, type="petition")`` returns its id."""

    def add(table, **row):
        with office.database.writing() as tx:
            return tx.scalars(insert(table).returning(table.id), [row]).one()

    return add


@pytest.fixture
def make_petition(office, people, write):
    def make(kind, **more):
        registrar = people["registrar"]
        row = {
            "code": f"D-2026-{kind}",
            "kind": kind,
            "receiving_unit_id": registrar.assignments[0].unit_id,
            "received_on": office.today(),
            "source": "direct",
            "registered_by_id": registrar.account_id,
            "registered_at": office.clock.now(),
        }
        return write(Petition, **row, **more)

    return make


@pytest.fixture
def make_case(office, people, write):
    def make(kind, **more):
        row = {
            "code": f"X-2026-{kind}",
            "kind": kind,
            "title": "Vụ việc mẫu",
            "title_f": "vu viec mau",
            "settling_unit_id": people["head"].assignments[0].unit_id,
            "opened_at": office.clock.now(),
        }
        return write(Case, **row, **more)

    return make


@pytest.fixture
def run_sql(office):
    def run(sql, **values):
        with office.database.writing() as tx:
            tx.execute(text(sql), values)

    return run


@on_both_databases
class TestPapers:
    def test_of_a_petition_are_refused_but_for_those_of_the_list(
        self, office, make_petition, write
    ):
        """No scan of the petition, no evidence, no receipt with a name on it."""
        petition = make_petition("denunciation")
        for kind in FORBIDDEN:
            with pytest.raises(IntegrityError, match="denunciation_papers"):
                write(Document, type=kind, petition_id=petition, recorded_at=office.clock.now())

    def test_of_a_case_are_refused_but_for_those_of_the_list(self, office, make_case, write):
        """No report of verification, no text of a conclusion."""
        case = make_case("denunciation")
        for kind in FORBIDDEN:
            with pytest.raises(IntegrityError, match="denunciation_papers"):
                write(Document, type=kind, case_id=case, recorded_at=office.clock.now())

    def test_of_the_list_are_taken(self, office, make_case, write):
        case = make_case("denunciation")
        for kind in ALLOWED:
            write(Document, type=kind, case_id=case, recorded_at=office.clock.now())

    def test_cannot_change_into_another_type_or_move_in_from_elsewhere(
        self, office, make_case, make_petition, write, run_sql
    ):
        case = make_case("denunciation")
        write(Document, type="acceptance", case_id=case, recorded_at=office.clock.now())
        with pytest.raises(IntegrityError, match="denunciation_papers"):
            run_sql("UPDATE document SET type = 'evidence'")
        complaint = make_petition("complaint")
        write(Document, type="petition", petition_id=complaint, recorded_at=office.clock.now())
        with pytest.raises(IntegrityError, match="denunciation_papers"):
            run_sql("UPDATE document SET case_id = :case WHERE type = 'petition'", case=case)

    def test_that_are_there_forbid_turning_the_petition_into_a_denunciation(
        self, office, make_petition, write, run_sql
    ):
        petition = make_petition("complaint")
        write(Document, type="petition", petition_id=petition, recorded_at=office.clock.now())
        with pytest.raises(IntegrityError, match="denunciation_petition"):
            run_sql("UPDATE petition SET kind = 'denunciation'")
        run_sql("DELETE FROM document")
        run_sql("UPDATE petition SET kind = 'denunciation'")

    def test_that_were_erased_leave_an_empty_row_and_nothing_else(
        self, office, make_petition, write
    ):
        petition = make_petition("denunciation")
        row = {"type": "erased", "petition_id": petition, "recorded_at": office.clock.now()}
        write(Document, **row)
        for more in ({"number": "12"}, {"recipient": "Ông A"}, {"issued_on": date(2026, 8, 1)}):
            with pytest.raises(IntegrityError, match="denunciation_papers"):
                write(Document, **row, **more)

    def test_are_all_refused_while_the_list_is_empty(self, office, make_case, write, run_sql):
        run_sql("DELETE FROM denunciation_paper")
        case = make_case("denunciation")
        with pytest.raises(IntegrityError, match="denunciation_papers"):
            write(Document, type="acceptance", case_id=case, recorded_at=office.clock.now())


@on_both_databases
class TestResult:
    def test_has_no_decision(self, make_case, write):
        with pytest.raises(IntegrityError, match="denunciation_decision"):
            write(Decision, case_id=make_case("denunciation"), number="1/QĐ")

    def test_cannot_get_in_by_moving_a_decision(self, make_case, write, run_sql):
        write(Decision, case_id=make_case("complaint"), outcome="justified")
        with pytest.raises(IntegrityError, match="denunciation_decision"):
            run_sql("UPDATE decision SET case_id = :case", case=make_case("denunciation"))

    def test_is_not_told_by_the_columns_of_the_case(self, make_case, run_sql):
        make_case("denunciation")
        for change in (
            "closing = 'decision'",
            "withdrawn_count = 1",
            "dialogue_on = '2026-08-01'",
            "withdrawal_after_persuasion = true",
        ):
            with pytest.raises(IntegrityError, match="denunciation_case"):
                run_sql(f'UPDATE "case" SET {change}')  # noqa: S608

    def test_is_number_and_dates_of_a_conclusion(self, make_case, write):
        """Số, ngày, ngày gửi, ngày công khai; no column could hold more."""
        write(
            Conclusion,
            case_id=make_case("denunciation"),
            number="12/KL",
            concluded_on=date(2026, 8, 3),
            sent_on=date(2026, 8, 5),
            published_on=date(2026, 8, 7),
        )
        columns = {column.name for column in METADATA.tables["conclusion"].columns}
        kept = {"number", "concluded_on", "sent_on", "published_on"}
        assert columns == {"id", "case_id", "step_id", *kept}
        assert not columns & OUTCOMES

    def test_is_concluded_of_denunciations_only(self, make_case, write):
        row = {"number": "12/KL", "concluded_on": date(2026, 8, 3)}
        with pytest.raises(IntegrityError, match="denunciation_conclusion"):
            write(Conclusion, case_id=make_case("complaint"), **row)


@on_both_databases
class TestKind:
    def test_of_a_case_never_turns_into_or_from_denunciation(self, make_case, run_sql):
        for kind, other in (("complaint", "denunciation"), ("denunciation", "complaint")):
            case = make_case(kind)
            with pytest.raises(IntegrityError, match="denunciation_case_kind"):
                run_sql('UPDATE "case" SET kind = :kind WHERE id = :id', kind=other, id=case)

    def test_is_the_same_for_a_denunciation_and_its_cases(
        self, office, make_petition, make_case, run_sql
    ):
        """A named complainant never stands beside a denunciation in one case."""
        pairs = (("complaint", "denunciation"), ("denunciation", "feedback"))
        for petition_kind, case_kind in pairs:
            petition, case = make_petition(petition_kind), make_case(case_kind)
            with pytest.raises(IntegrityError, match="denunciation_own_cases"):
                run_sql(
                    "INSERT INTO petition_case (petition_id, case_id, joined_on)"
                    " VALUES (:petition, :case, '2026-08-03')",
                    petition=petition,
                    case=case,
                )

    def test_of_a_petition_cannot_change_while_it_belongs_to_a_case_of_the_other(
        self, office, make_petition, make_case, run_sql
    ):
        petition, case = make_petition("complaint"), make_case("complaint")
        row = {"petition_id": petition, "case_id": case, "joined_on": office.today()}
        with office.database.writing() as tx:
            tx.execute(insert(PetitionCase), [row])
        with pytest.raises(IntegrityError, match="denunciation_joined"):
            run_sql("UPDATE petition SET kind = 'denunciation'")

    def test_cannot_change_while_people_are_counted(self, make_petition, run_sql):
        make_petition("complaint", signatory_count=3)
        with pytest.raises(IntegrityError, match="denunciation_petition"):
            run_sql("UPDATE petition SET kind = 'denunciation'")


@on_both_databases
class TestSamePaperElsewhere:
    """A petition passed on is one paper in two units: no author of it stays in either."""

    @pytest.fixture
    def passed_on(self, make_petition, write):
        first = make_petition("complaint")
        second = make_petition("feedback", forwarded_from_id=first)
        row = {"role": "author", "full_name": "Người Mẫu", "name_f": "nguoi mau"}
        return first, second, row

    def test_named_there_forbids_turning_it_into_a_denunciation_here(
        self, passed_on, write, run_sql
    ):
        first, second, row = passed_on
        write(Party, petition_id=second, petition_kind="feedback", **row)
        with pytest.raises(IntegrityError, match="denunciation_same_paper"):
            run_sql("UPDATE petition SET kind = 'denunciation' WHERE id = :id", id=first)

    def test_cannot_be_named_there_once_it_is_a_denunciation_here(
        self, office, passed_on, write, run_sql
    ):
        first, second, row = passed_on
        run_sql("UPDATE petition SET kind = 'denunciation' WHERE id = :id", id=first)
        with pytest.raises(IntegrityError, match="denunciation_same_author"):
            write(Party, petition_id=second, petition_kind="feedback", **row)
        with office.database.reading() as tx:
            assert tx.scalars(select(Party)).all() == []
