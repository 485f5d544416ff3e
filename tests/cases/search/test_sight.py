"""Who finds what: the same as reading the case allows, and nothing that tells more."""

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from cases.actor import Actor, Assignment
from cases.folding import words_of
from cases.models.case_unit import CaseUnit
from cases.models.search_entry import SearchEntry
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.search.entries import index_cases, index_petitions
from config.catalogs import read_roles
from tests.cases.fixtures import on_both_databases
from tests.cases.search.conftest import codes

RELATIONS = ("receiving", "settling", "verifying", "superior", "monitoring")
WORDS = ("đất", "rừng", "nhà", "thu", "hồi")
SIGHT = (Permission.CASE_READ, Permission.CASE_LOOK_UP)
TEXTS = ("đất rừng", "thu hồi đất", "nhà", "đất nhà thu hồi rừng", "")


@pytest.fixture
def written(office, write, units):
    """Records of every unit and relation, in force and ended, with different words."""
    relations = product(units, RELATIONS, (None, date(2026, 8, 1)))
    texts = {}
    for number, (unit, relation, valid_to) in enumerate(relations):
        summary = TEXTS[number % len(TEXTS)]
        code = write(summary=summary, unit="mau-an", alone=number % 3 == 0)
        texts[code] = summary
        _relate_instead(office, code, units[unit], relation, valid_to)
    return texts


def _relate_instead(office, code, unit_id, relation, valid_to):
    """Let the newest record have to do with one unit only."""
    with office.database.writing() as tx:
        row = tx.scalars(select(CaseUnit).order_by(CaseUnit.id.desc()).limit(1)).one()
        row.unit_id, row.relation, row.valid_to = unit_id, relation, valid_to
        tx.flush()
        if row.case_id:
            index_cases(tx, [row.case_id])
        else:
            index_petitions(tx, [row.petition_id])


def units_of(office, code):
    with office.database.reading() as tx:
        entry = tx.scalars(
            select(SearchEntry).where(SearchEntry.words.like(f"%_{int(code[-6:])} %"))
        ).first()
        if entry is None:
            return frozenset()
        subject = (
            CaseUnit.case_id == entry.case_id
            if entry.case_id
            else CaseUnit.petition_id == entry.petition_id
        )
        return frozenset(
            tx.scalars(select(CaseUnit.unit_id).where(subject, CaseUnit.valid_to.is_(None)))
        )


def everybody(people, units):
    account = people["head"].account_id
    for role, unit_id in product(sorted(read_roles()), units.values()):
        yield Actor(account, "", "", (Assignment(role, unit_id, ""),))
    yield from people.values()
    first, *_, last = units.values()
    yield Actor(
        account, "", "", (Assignment("verifier", first, ""), Assignment("lookup", last, ""))
    )
    yield Actor(account, "", "", ())


@on_both_databases
class TestSight:
    def test_of_search_is_reading_filtered_one_by_one(self, office, people, units, written, find):
        """Brute force: every record, every person, every word."""
        related = {code: units_of(office, code) for code in written}
        for actor, word in product(everybody(people, units), (*WORDS, "")):
            allowed = {
                code
                for code, summary in written.items()
                if set(words_of(word)) <= set(words_of(summary))
                and any(allows(one, actor, Target(unit_ids=related[code])) for one in SIGHT)
            }
            listed, page = set(), find(actor, word)
            listed.update(codes(page))
            while page.older_than is not None:
                page = find(actor, word, older_than=page.older_than)
                listed.update(codes(page))
            assert listed == allowed, (actor, word)

    def test_differs_between_people(self, people, units, written, find):
        counts = {len(find(actor, "đất").rows) for actor in everybody(people, units)}
        assert len(counts) > 2

    def test_follows_a_unit_that_joins_and_one_that_leaves(
        self, office, people, strangers, opened_complaint, find
    ):
        registered = opened_complaint.registered
        code, case_id = registered.code, registered.case_id
        stranger = strangers["head"]
        assert codes(find(stranger, code)) == []
        (unit_id,) = stranger.unit_ids
        with office.database.writing() as tx:
            row = {"case_id": case_id, "unit_id": unit_id, "relation": "verifying"}
            tx.execute(insert(CaseUnit), [row | {"valid_from": date(2026, 8, 26)}])
            index_cases(tx, [case_id])
        assert codes(find(stranger, code)) == [code]
        with office.database.writing() as tx:
            for one in tx.scalars(select(CaseUnit).where(CaseUnit.unit_id == unit_id)):
                one.valid_to = date(2026, 8, 26)
        assert codes(find(stranger, code)) == [], "even before the index is told"

    def test_makes_a_foreign_hit_the_same_as_none(self, complaint, strangers, find):
        registered = complaint.registered
        for text in (registered.code, registered.petition_code, "ly van p", "412/QĐ-UBND"):
            foreign = find(strangers["head"], text)
            assert foreign.rows == ()
            assert (foreign.older_than, foreign.newer_than) == (None, None)

    def test_cannot_be_widened_by_a_unit_or_a_key_in_the_address(
        self, complaint, strangers, find, units
    ):
        for filters in ({"unit_id": units["mau-an"]}, {"newer_than": 0}, {"older_than": 2**62}):
            assert find(strangers["head"], "", **filters).rows == ()


texts = st.text(
    alphabet=st.sampled_from("đĐeêéAabc12 -/.,\"'%_*():“”\n\0"), min_size=0, max_size=40
)


@on_both_databases
class TestWordsOfAnyText:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(summary=texts, asked=texts)
    def test_are_found_exactly_when_the_text_holds_them_all(self, write, found, summary, asked):
        code = write(summary=summary.replace("\0", ""))
        wanted = set(words_of(asked.replace("\0", " ")))
        if wanted and not any(map(str.isdigit, asked)):
            assert (code in found(asked)) == (wanted <= set(words_of(summary.replace("\0", ""))))
        else:
            found(asked)
