"""Units are added and changed by a paper, and what they were stays on record."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from cases.actions.add_unit import add_unit
from cases.actions.change_unit import change_unit
from cases.demo.people import CITY, WARD
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.models.case import Case
from cases.models.journal_entry import JournalEntry
from cases.models.petition import Petition
from cases.models.unit import Unit
from cases.models.unit_change import UnitChange
from cases.queries.actors import actor_of
from cases.queries.step_page import offered_choices
from cases.queries.unit_tree import unit_tree
from cases.units.unit_forms import CHANGE_FORMS
from forms.fields import Field, Form, Kind
from forms.submission import Submission
from tests.cases.installations import STAFF
from tests.cases.matter import Complaint

PAPER = {"document": "15/NQ-HĐND ngày 20/08/2026"}


def unit_of(office, code):
    with office.database.reading() as tx:
        return tx.scalars(select(Unit).where(Unit.code == code)).one()


@pytest.fixture
def add(office, people):
    """Add a unit as an administrator, as usual but for what is given."""

    def add(by="administrator", **given):
        usual = {
            "name": "UBND phường Mới",
            "code": "phuong-moi",
            "kind": "ward",
            "parent": CITY,
            "valid_from": date(2026, 8, 1),
        }
        submission = Submission(usual | PAPER | given, ())
        with office.database.writing() as tx:
            return add_unit(tx, office, people[by], submission=submission)

    return add


@pytest.fixture
def change(office, people):
    """Change the ward as an administrator."""

    def change(what, by="administrator", code=WARD, **values):
        submission = Submission(PAPER | values, ())
        with office.database.writing() as tx:
            change_unit(tx, office, people[by], code=code, what=what, submission=submission)

    return change


class TestAUnit:
    def test_is_added_below_another_by_a_paper(self, office, add):
        unit = unit_of(office, add())
        assert (unit.name, unit.kind) == ("UBND phường Mới", "ward")
        assert unit.parent_id == unit_of(office, CITY).id

    def test_has_a_code_that_nobody_ever_had(self, add):
        with pytest.raises(SubmissionRefusedError) as refused:
            add(code=WARD)
        assert "đã dùng cho UBND phường Mẫu An" in refused.value.errors[0].message

    def test_cannot_be_a_district_once_there_are_none(self, add):
        """Luật Tổ chức chính quyền địa phương số 72/2025/QH15."""
        with pytest.raises(SubmissionRefusedError) as refused:
            add(kind="district")
        assert "72/2025/QH15" in refused.value.errors[0].message

    def test_is_not_called_like_another_of_the_same_parent(self, add):
        with pytest.raises(SubmissionRefusedError, match="name"):
            add(name="UBND phường Mẫu An")

    def test_is_added_by_administrators_only(self, add):
        with pytest.raises(NotAllowedError):
            add(by="head")


class TestARename:
    def test_holds_from_its_day_and_leaves_the_old_name_before(self, office, change):
        day = office.today() - timedelta(days=5)
        change("name", name="UBND phường An Mẫu", from_day=day)
        names = []
        for shown in (day - timedelta(days=1), day):
            with office.database.reading() as tx:
                rows = unit_tree(tx, office, day=shown).rows
            names += [one.name for one in rows if one.code == WARD]
        assert names == ["UBND phường Mẫu An", "UBND phường An Mẫu"]

    def test_is_told_by_history_with_names_and_by_the_journal_without(self, office, change):
        change("name", name="UBND phường An Mẫu", from_day=office.today())
        with office.database.reading() as tx:
            told = tx.scalars(select(UnitChange).where(UnitChange.what == "name")).one()
            entry = tx.scalars(
                select(JournalEntry).where(JournalEntry.action == "change_unit")
            ).one()
        assert (told.before, told.after) == ("UBND phường Mẫu An", "UBND phường An Mẫu")
        assert told.document in entry.detail
        assert "An Mẫu" not in entry.detail

    def test_does_not_lie_ahead(self, office, change):
        with pytest.raises(SubmissionRefusedError, match="from_day"):
            change("name", name="Khác", from_day=office.today() + timedelta(days=1))

    @pytest.mark.parametrize("what", CHANGE_FORMS)
    def test_and_any_other_change_is_for_administrators(self, change, what):
        with pytest.raises(NotAllowedError):
            change(what, by="inspectorate")

    def test_of_an_unknown_unit_is_not_found(self, office, change):
        with pytest.raises(NotFoundError):
            change("name", code="khong-co", name="Khác", from_day=office.today())


class TestAMove:
    def test_puts_a_unit_below_another_from_its_day(self, office, change):
        change("parent", parent="mau-binh", from_day=office.today())
        assert unit_of(office, WARD).parent_id == unit_of(office, "mau-binh").id

    def test_to_where_it_is_changes_nothing(self, office, change):
        with pytest.raises(SubmissionRefusedError, match="parent"):
            change("parent", parent=CITY, from_day=office.today())


class TestTheDays:
    def test_end_a_unit_in_the_future(self, office, change):
        last = office.today() + timedelta(days=30)
        change("validity", valid_from=date(2010, 1, 4), valid_to=last)
        assert unit_of(office, WARD).valid_to == last

    def test_do_not_end_a_unit_in_which_people_work(self, office, change):
        """Then it has to be merged, so that nothing stays behind."""
        with pytest.raises(SubmissionRefusedError) as refused:
            change(
                "validity",
                valid_from=date(2010, 1, 4),
                valid_to=office.today() - timedelta(days=1),
            )
        assert "Sáp nhập" in refused.value.errors[0].message

    def test_are_in_order(self, change):
        with pytest.raises(SubmissionRefusedError, match="valid_to"):
            change("validity", valid_from=date(2026, 8, 2), valid_to=date(2026, 8, 1))


class TestAnUnverifiedName:
    def test_is_confirmed_by_the_paper_it_was_read_in(self, office, add, change):
        code = add()
        with office.database.writing() as tx:
            tx.execute(Unit.__table__.update().values(is_verified=False))
        change("verified", code=code)
        assert unit_of(office, code).is_verified


class TestAPetition:
    """Khoản 4 Điều 5 Quy chế 2003/QĐ-UBND: it goes to a body that can settle it."""

    def test_is_not_passed_on_to_who_only_looks_things_up_or_runs_the_system(self, office, add):
        add(kind="lookup_body", code="toa-an", name="Tòa án nhân dân")
        form = Form("x", "", (Field("to", "", Kind.UNIT),))
        with office.database.reading() as tx:
            units = dict(offered_choices(tx, office, form, frozenset())["to"]).values()
        assert "UBND phường Mẫu Bình" in units
        assert not {"Tòa án nhân dân", "Đơn vị vận hành Mẫu"} & set(units)


class TestEveryKindOfBody:
    """Điều 2 Quy chế 2003/QĐ-UBND: each body of the regulation can receive and own cases (R2)."""

    def test_can_own_cases(self, office, people):
        own = people["head"].assignments[0].unit_id
        for kind in office.unit_kinds:
            with office.database.writing() as tx:
                tx.execute(
                    Unit.__table__.update().where(Unit.__table__.c.id == own).values(kind=kind)
                )
            Complaint.register(office, self._staff(office)).go_to("accept")
        with office.database.reading() as tx:
            cases = tx.scalar(select(func.count()).where(Case.settling_unit_id == own))
            petitions = tx.scalar(select(func.count()).where(Petition.receiving_unit_id == own))
        assert cases == petitions == len(office.unit_kinds)

    @staticmethod
    def _staff(office):
        domain = office.settings.email_domain
        with office.database.reading() as tx:
            return {role: actor_of(tx, office, email=f"{role}.{WARD}@{domain}") for role in STAFF}
