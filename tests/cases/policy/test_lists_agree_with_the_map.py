"""The SQL twins: a list shows exactly what the permission map allows, row by row."""

from datetime import date, datetime
from itertools import product

import pytest
from sqlalchemy import insert, select

from cases.actor import Actor, Assignment, HeldVisit
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import visible_cases, workable_items
from cases.queries.related_units import related_units
from config.catalogs import read_roles
from config.clock import TIME_ZONE
from tests.cases.fixtures import on_both_databases
from tests.cases.held_items import hold_in_every_way

ROLES = sorted(read_roles())
RELATIONS = ("receiving", "settling", "verifying", "superior", "monitoring")


@pytest.fixture
def units(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(Unit.id).order_by(Unit.id)))


@pytest.fixture
def generated_cases(office, people, units):
    """A case for every relation of every unit, in force and ended, and one of nobody."""
    kinds = [*product(units, RELATIONS, (None, date(2026, 8, 1))), (None, None, None)]
    row = {"kind": "complaint", "title": "", "title_f": "", "settling_unit_id": units[0]}
    with office.database.writing() as tx:
        for number, (unit_id, relation, valid_to) in enumerate(kinds):
            case_id = tx.scalars(
                insert(Case).returning(Case.id),
                [row | {"code": f"KN-{number}", "opened_at": office.clock.now()}],
            ).one()
            if unit_id:
                tx.execute(
                    insert(CaseUnit),
                    [
                        {
                            "case_id": case_id,
                            "unit_id": unit_id,
                            "relation": relation,
                            "valid_from": date(2026, 7, 1),
                            "valid_to": valid_to,
                        }
                    ],
                )


@pytest.fixture
def generated_items(people, complaint, units):
    """A to-do row for every role in every unit, free, named and taken in every way."""
    accounts = (None, people["head"].account_id, people["verifier"].account_id)
    hold_in_every_way(complaint, ROLES, units, accounts)


def everybody(people, units):
    """Every role in every unit, the real people, somebody of two roles, of none, visitors."""
    head = people["head"]
    for role, unit_id in product(ROLES, units):
        yield Actor(head.account_id, "", "", (Assignment(role, unit_id, ""),))
    yield from people.values()
    pair = (Assignment("verifier", units[0], ""), Assignment("head", units[-1], ""))
    yield Actor(people["verifier"].account_id, "", "", pair)
    yield Actor(head.account_id, "", "", ())
    until = datetime(2026, 8, 26, 12, tzinfo=TIME_ZONE)
    for unit_id in units:
        of_it = (Assignment("unit_it", unit_id, ""),)
        yield Actor(head.account_id, "", "", of_it, visit=HeldVisit(1, unit_id, "", until))


@on_both_databases
class TestVisibleCases:
    def test_are_those_that_may_be_read(self, office, people, units, generated_cases):
        with office.database.reading() as tx:
            cases = list(tx.scalars(select(Case.id)))
            related = {case_id: related_units(tx, case_id=case_id) for case_id in cases}
            for actor in everybody(people, units):
                listed = set(tx.scalars(select(Case.id).where(visible_cases(actor))))
                allowed = {
                    case_id
                    for case_id in cases
                    if allows(Permission.CASE_READ, actor, Target(unit_ids=related[case_id]))
                }
                assert listed == allowed, actor

    def test_differ_between_people(self, office, people, units, generated_cases):
        with office.database.reading() as tx:
            counts = {
                len(list(tx.scalars(select(Case.id).where(visible_cases(actor)))))
                for actor in everybody(people, units)
            }
        assert len(counts) > 2


@on_both_databases
class TestWorkableItems:
    def test_are_those_that_may_be_completed(self, office, people, units, generated_items):
        with office.database.reading() as tx:
            items = list(tx.scalars(select(WorkItem)))
            for actor in everybody(people, units):
                listed = set(tx.scalars(select(WorkItem.id).where(workable_items(actor))))
                allowed = {
                    item.id
                    for item in items
                    if allows(
                        Permission.STEP_COMPLETE,
                        actor,
                        Target(
                            role=item.role,
                            unit_id=item.unit_id,
                            assignee_id=item.assignee_id,
                            claimant_id=item.claimant_id,
                        ),
                    )
                }
                assert listed == allowed, actor

    def test_of_real_cases_can_be_completed_by_exactly_those_who_see_them(
        self, office, people, register_complaint
    ):
        """At every step of the main path one role of the ward finds the case in its list."""
        complaint = register_complaint()
        for step in ("propose_handling", "approve_proposal", "accept", "recheck"):
            with office.database.reading() as tx:
                finders = {
                    role
                    for role, actor in people.items()
                    if list(tx.scalars(select(WorkItem.id).where(workable_items(actor))))
                }
            assert finders == {complaint.item(step).role}
            complaint.do(step)
