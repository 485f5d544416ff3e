"""The units of a city are loaded from a file, and what people have made of them stays."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from cases.actions.load_units import load_units
from cases.models.journal_entry import JournalEntry
from cases.models.unit import Unit
from cases.models.unit_change import UnitChange
from cases.models.unit_succession import UnitSuccession
from cases.queries.unit_tree import UNVERIFIED, unit_tree
from cases.units.organisation_plan import organisation_plan
from config.organisations import organisation_path, read_organisation
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

OF_2021, OF_2025 = "da-nang-2021", "da-nang-2025-07-01"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def load(office):
    """Load a file that comes with the program."""

    def load(name):
        with office.database.writing() as tx:
            return load_units(tx, office, None, organisation=bundled(office, name))

    return load


@pytest.fixture
def tree(office):
    """Return the tree of a day."""

    def tree(day, **asked):
        with office.database.reading() as tx:
            return unit_tree(tx, office, day=day, **asked)

    return tree


def bundled(office, name):
    return read_organisation(organisation_path(name), office.unit_kinds)


@on_both_databases
class TestLoading:
    def test_fills_a_new_installation(self, load, tree):
        plan = load(OF_2025)
        assert len(plan.new) == 128
        assert plan.ends == ()
        assert "dac-khu-hoang-sa" in {one.code for one in tree(AFTER).rows}

    def test_shows_each_day_the_units_of_that_day(self, load, tree):
        """Until 30/06/2025 there are districts, from 01/07/2025 there are none."""
        load(OF_2021)
        load(OF_2025)
        districts = [
            {one.kind for one in tree(day).rows} & {"district", "special_zone"}
            for day in (BEFORE, AFTER)
        ]
        assert districts == [{"district"}, {"special_zone"}]


class TestLoadingAgain:
    def test_does_nothing(self, office, load):
        for name in (OF_2021, OF_2025):
            load(name)
        for name in (OF_2021, OF_2025):
            assert load(name).does_nothing
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).where(Unit.code == "hoa-vang-hoa-lien")) == 1

    def test_keeps_what_people_have_changed_and_says_so(self, office, load):
        load(OF_2021)
        with office.database.writing() as tx:
            tx.execute(update(Unit).where(Unit.code == "so-y-te").values(name="Sở Y tế Đà Nẵng"))
        (different,) = load(OF_2021).different
        assert (different.code, different.here) == ("so-y-te", "Sở Y tế Đà Nẵng")


class TestTheSecondFile:
    def test_ends_units_and_says_who_takes_over(self, office, load):
        load(OF_2021)
        ends = {one.listed.code: one for one in load(OF_2025).ends}
        assert ends["hoa-vang-hoa-lien"].successors == ("phuong-lien-chieu", "phuong-hai-van")
        with office.database.reading() as tx:
            unit = tx.scalars(select(Unit).where(Unit.code == "hoa-vang-hoa-lien")).one()
            successions = tx.scalars(
                select(UnitSuccession).where(UnitSuccession.unit_id == unit.id)
            ).all()
        assert unit.valid_to == BEFORE
        assert unit.successor_id is None, "nobody has merged it yet"
        assert {one.from_day for one in successions} == {AFTER}

    def test_leaves_a_trace_in_history_and_journal_of_each_unit(self, office, load):
        load(OF_2021)
        load(OF_2025)
        with office.database.reading() as tx:
            unit = tx.scalars(select(Unit).where(Unit.code == "so-giao-thong-van-tai")).one()
            changes = tx.scalars(
                select(UnitChange.what).where(UnitChange.unit_id == unit.id).order_by(UnitChange.id)
            ).all()
            entries = tx.scalar(
                select(func.count()).where(
                    JournalEntry.action == "load_units", JournalEntry.subject_id == unit.id
                )
            )
        assert changes == ["created", "valid_to"]
        assert entries == 2


class TestAPreview:
    def test_says_the_same_and_writes_nothing(self, office, load):
        load(OF_2021)
        with office.database.reading() as tx:
            before = organisation_plan(tx, bundled(office, OF_2025))
            still = organisation_plan(tx, bundled(office, OF_2025))
        assert before == still == load(OF_2025)


class TestAnotherCity:
    """Another city is another file, and nothing of the program names Da Nang."""

    INVENTED = """
title = "Thành phố Hư Cấu"
valid_from = 2024-01-01
document = "01/NQ-HĐND"
units = [
    { code = "hu-cau", name = "UBND thành phố Hư Cấu", kind = "city" },
    { code = "ban-doc", name = "UBND phường Bàn Đọc", kind = "ward", parent = "hu-cau" },
]
"""

    def test_is_loaded_from_its_own_file(self, office, tree, tmp_path):
        path = tmp_path / "hu-cau.toml"
        path.write_text(self.INVENTED, encoding="utf-8")
        with office.database.writing() as tx:
            organisation = read_organisation(path, office.unit_kinds)
            load_units(tx, office, None, organisation=organisation)
        rows = [(one.code, one.depth) for one in tree(office.today(), name="hu cau").rows]
        assert rows == [("hu-cau", 0)]
        assert ("ban-doc", 1) in [(one.code, one.depth) for one in tree(office.today()).rows]


class TestTheTree:
    def test_shows_each_unit_below_its_parent(self, load, tree):
        load(OF_2021)
        rows = [(one.code, one.depth) for one in tree(BEFORE).rows]
        at = rows.index(("huyen-hoa-vang", 1))
        assert rows[at + 1] == ("hoa-vang-hoa-bac", 2)

    def test_finds_names_without_marks_with_what_is_above_them(self, load, tree):
        load(OF_2021)
        found = tree(BEFORE, name="hoa lien")
        assert found.found == 1
        assert [(one.code, one.is_asked_for) for one in found.rows] == [
            ("ubnd-thanh-pho", False),
            ("huyen-hoa-vang", False),
            ("hoa-vang-hoa-lien", True),
        ]

    def test_can_be_narrowed_to_a_kind_and_to_what_nobody_has_verified(self, load, tree):
        load(OF_2021)
        assert tree(BEFORE, kind="district").found == 8
        assert tree(BEFORE, kind="city", only=UNVERIFIED).found == 0

    def test_names_who_took_over(self, load, tree):
        load(OF_2021)
        load(OF_2025)
        (row,) = (one for one in tree(BEFORE, name="thach thang").rows if one.is_asked_for)
        assert row.successors == (("phuong-hai-chau", "UBND phường Hải Châu"),)

    def test_of_200_units_takes_four_statements(self, office, load):
        load(OF_2021)
        load(OF_2025)
        with sent_to(office.database) as sent, office.database.reading() as tx:
            unit_tree(tx, office, day=office.today())
        assert len(sent.statements) == 4
