"""Who may do what: the truth table, and no door without a row."""

from itertools import product

import pytest

from cases.actor import Actor, Assignment
from cases.errors import NotAllowedError, NotFoundError
from cases.policy.permission_map import PERMISSION_MAP, allows, require, require_sight
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, may_somewhere, permitted_units
from cases.policy.predicates import CASE_STAFF, LEADERS, Target
from config.catalogs import read_roles

HERE, ELSEWHERE = 1, 2
ME, SOMEBODY = 10, 11
ROLES = sorted(read_roles())
OF_UNITS = (
    Permission.UNIT_OVERSEE,
    Permission.UNIT_PENDING_READ,
    Permission.UNIT_SETTINGS_CHANGE,
)


def person(*roles, unit=HERE):
    """Return a person with roles in one unit."""
    return Actor(ME, "Tôi", "toi@danang.gov.vn", tuple(Assignment(r, unit, "") for r in roles))


class TestReadingACase:
    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_staff_of_a_related_unit_and_for_the_inspectorate(self, role):
        case = Target(unit_ids=frozenset({HERE}))
        expected = role in CASE_STAFF or role == "inspectorate"
        assert allows(Permission.CASE_READ, person(role), case) is expected

    @pytest.mark.parametrize("role", ROLES)
    def test_of_another_unit_is_for_the_inspectorate_only(self, role):
        case = Target(unit_ids=frozenset({ELSEWHERE}))
        assert allows(Permission.CASE_READ, person(role), case) is (role == "inspectorate")

    @pytest.mark.parametrize("role", ["rule_editor", "administrator", "unit_it", "lookup"])
    def test_is_not_for_those_who_keep_rules_accounts_and_machines(self, role):
        assert not allows(Permission.CASE_READ, person(role), Target(frozenset({HERE})))

    def test_needs_the_staff_role_in_the_related_unit_itself(self):
        actor = Actor(
            ME,
            "Tôi",
            "",
            (Assignment("lookup", HERE, ""), Assignment("verifier", ELSEWHERE, "")),
        )
        assert not allows(Permission.CASE_READ, actor, Target(unit_ids=frozenset({HERE})))


@pytest.mark.parametrize("permission", [Permission.STEP_COMPLETE, Permission.ITEM_CLAIM])
class TestWorkingOnAStep:
    @pytest.mark.parametrize(
        ("held", "unit", "assignee", "claimant"),
        list(
            product(
                ["head", "verifier"], [HERE, ELSEWHERE], [None, ME, SOMEBODY], [None, ME, SOMEBODY]
            )
        ),
    )
    def test_is_for_the_role_in_the_unit_unless_somebody_else_has_it(
        self, permission, held, unit, assignee, claimant
    ):
        step = Target(role="head", unit_id=HERE, assignee_id=assignee, claimant_id=claimant)
        expected = held == "head" and unit == HERE and SOMEBODY not in {assignee, claimant}
        assert allows(permission, person(held, unit=unit), step) is expected

    def test_is_not_given_by_two_halves_of_different_assignments(self, permission):
        """Head there and clerk here does not make a head here."""
        actor = Actor(
            ME, "", "", (Assignment("head", ELSEWHERE, ""), Assignment("registrar", HERE, ""))
        )
        assert not allows(permission, actor, Target(role="head", unit_id=HERE))

    def test_is_for_nobody_when_the_step_names_no_role(self, permission):
        assert not allows(permission, person(*ROLES), Target(role=None, unit_id=HERE))


class TestSeeingNumbers:
    """Of papers and telephones: for who has to reach people for an open step."""

    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_roles_that_deal_with_people(self, role):
        step = Target(role=role, unit_id=HERE)
        expected = role in {"receptionist", "registrar", "petition_officer", "verifier"}
        assert allows(Permission.NUMBERS_SHOW, person(role), step) is expected
        assert not allows(Permission.NUMBERS_SHOW, person(role, unit=ELSEWHERE), step)

    @pytest.mark.parametrize("holder", ["assignee_id", "claimant_id"])
    def test_is_not_for_a_step_that_somebody_else_has(self, holder):
        step = Target(role="verifier", unit_id=HERE, **{holder: SOMEBODY})
        assert not allows(Permission.NUMBERS_SHOW, person("verifier"), step)

    @pytest.mark.parametrize("role", ["head", "deputy", "section_head", "inspectorate"])
    def test_is_not_for_who_leads_or_supervises(self, role):
        case = Target(frozenset({HERE}), role="petition_officer", unit_id=HERE)
        assert not allows(Permission.NUMBERS_SHOW, person(role), case)


class TestOtherPermissions:
    @pytest.mark.parametrize(
        ("claimant", "expected"), [(ME, True), (SOMEBODY, False), (None, False)]
    )
    def test_releasing_is_for_who_has_taken_the_step(self, claimant, expected):
        step = Target(role="head", unit_id=HERE, claimant_id=claimant)
        assert allows(Permission.ITEM_RELEASE, person("head"), step) is expected

    @pytest.mark.parametrize("role", ROLES)
    def test_assigning_is_for_the_leaders_of_the_unit_of_the_step(self, role):
        step = Target(role="verifier", unit_id=HERE)
        assert allows(Permission.ITEM_ASSIGN, person(role), step) is (role in LEADERS)
        assert not allows(Permission.ITEM_ASSIGN, person(role, unit=ELSEWHERE), step)

    @pytest.mark.parametrize("role", ROLES)
    def test_replacing_whom_a_decision_named_is_for_the_head(self, role):
        step = Target(role="verifier", unit_id=HERE, assignee_id=SOMEBODY)
        assert allows(Permission.NAMED_PERSON_REPLACE, person(role), step) is (role == "head")

    @pytest.mark.parametrize(
        ("assignee", "expected"), [(ME, True), (SOMEBODY, False), (None, False)]
    )
    def test_handing_back_is_for_whom_the_step_was_given_to(self, assignee, expected):
        step = Target(role="verifier", unit_id=HERE, assignee_id=assignee, claimant_id=None)
        assert allows(Permission.ITEM_HAND_BACK, person("verifier"), step) is expected

    @pytest.mark.parametrize("unit", [HERE, ELSEWHERE])
    def test_registering_is_for_the_role_in_the_unit(self, unit):
        intake = Target(role="registrar", unit_id=unit)
        assert allows(Permission.PETITION_REGISTER, person("registrar"), intake) is (unit == HERE)

    @pytest.mark.parametrize(
        ("role", "unit", "expected"),
        [("registrar", HERE, True), ("registrar", ELSEWHERE, False), ("head", HERE, False)],
    )
    def test_recording_a_message_is_for_the_role_in_a_related_unit(self, role, unit, expected):
        message = Target(unit_ids=frozenset({HERE}), role="registrar")
        assert allows(Permission.MESSAGE_RECORD, person(role, unit=unit), message) is expected

    @pytest.mark.parametrize("role", ROLES)
    def test_publishing_is_for_rule_editors(self, role):
        assert allows(Permission.RULES_PUBLISH, person(role), Target()) is (role == "rule_editor")

    @pytest.mark.parametrize("role", ROLES)
    def test_managing_accounts_is_for_administrators(self, role):
        expected = role == "administrator"
        assert allows(Permission.ACCOUNTS_MANAGE, person(role), Target()) is expected

    @pytest.mark.parametrize("role", ROLES)
    def test_editing_the_calendar_is_for_the_inspectorate_and_rule_editors(self, role):
        expected = role in {"inspectorate", "rule_editor"}
        assert allows(Permission.CALENDAR_EDIT, person(role), Target()) is expected


class TestLookingAfterAUnit:
    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_its_leaders_and_for_the_inspectorate(self, role):
        expected = role in LEADERS or role == "inspectorate"
        assert allows(Permission.UNIT_OVERSEE, person(role), Target(unit_id=HERE)) is expected

    @pytest.mark.parametrize("role", ROLES)
    def test_by_its_list_and_calendar_is_for_all_who_work_on_cases(self, role):
        expected = role in CASE_STAFF or role == "inspectorate"
        unit = Target(unit_id=HERE)
        assert allows(Permission.UNIT_PENDING_READ, person(role), unit) is expected

    @pytest.mark.parametrize("role", ROLES)
    def test_by_changing_its_settings_is_for_its_head(self, role):
        unit = Target(unit_id=HERE)
        assert allows(Permission.UNIT_SETTINGS_CHANGE, person(role), unit) is (role == "head")

    @pytest.mark.parametrize("permission", OF_UNITS)
    @pytest.mark.parametrize("role", ROLES)
    def test_elsewhere_is_for_the_inspectorate_only(self, permission, role):
        expected = role == "inspectorate" and permission != Permission.UNIT_SETTINGS_CHANGE
        for target in (Target(unit_id=ELSEWHERE), Target()):
            assert allows(permission, person(role), target) is expected

    @pytest.mark.parametrize("permission", OF_UNITS)
    def test_names_the_units_in_which_it_is_given(self, permission):
        assignments = (
            Assignment("lookup", 3, ""),
            Assignment("head", 2, ""),
            Assignment("registrar", 2, ""),
            Assignment("head", 1, ""),
        )
        actor = Actor(ME, "", "", assignments)
        assert permitted_units(permission, actor) == (2, 1)
        assert may_somewhere(permission, actor)
        assert not may_in_the_city(permission, actor)
        assert not may_somewhere(permission, person("lookup"))


class TestMap:
    def test_has_a_row_for_every_permission(self):
        assert set(PERMISSION_MAP) == set(Permission)

    def test_gives_nothing_without_a_row(self):
        everything = Target(frozenset({HERE}), ROLES[0], HERE, ME, ME)
        assert not allows("fly", person(*ROLES), everything)  # type: ignore[arg-type]

    def test_has_no_row_that_asks_nothing(self):
        assert all(group for groups in PERMISSION_MAP.values() for group in groups)

    @pytest.mark.parametrize("permission", list(Permission))
    def test_gives_nothing_to_a_person_without_roles(self, permission):
        target = Target(frozenset({HERE}), "head", HERE, None, None)
        assert not allows(permission, person(), target)

    def test_raises_what_was_asked_for(self):
        with pytest.raises(NotAllowedError) as refusal:
            require(Permission.RULES_PUBLISH, person("head"), Target())
        assert refusal.value.permission == "rules_publish"

    def test_says_not_found_where_even_existence_is_not_told(self):
        with pytest.raises(NotFoundError):
            require_sight(person("head"), Target(unit_ids=frozenset({ELSEWHERE})))


class TestCorrectingAStep:
    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_who_did_it_while_the_case_goes_on(self, role):
        target = Target(unit_id=ELSEWHERE, done_by_id=ME)
        assert allows(Permission.STEP_CORRECT, person(role), target)
        closed = Target(unit_id=ELSEWHERE, done_by_id=ME, is_closed=True)
        assert not allows(Permission.STEP_CORRECT, person(role), closed)

    @pytest.mark.parametrize(("role", "is_closed"), list(product(ROLES, (False, True))))
    def test_of_somebody_else_is_for_the_head_of_the_unit(self, role, is_closed):
        target = Target(unit_id=HERE, done_by_id=SOMEBODY, is_closed=is_closed)
        assert allows(Permission.STEP_CORRECT, person(role), target) is (role == "head")
        assert not allows(Permission.STEP_CORRECT, person(role, unit=ELSEWHERE), target)


class TestTakingAStepBack:
    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_who_did_it_only(self, role):
        assert allows(Permission.STEP_TAKE_BACK, person(role), Target(done_by_id=ME))
        assert not allows(Permission.STEP_TAKE_BACK, person(role), Target(done_by_id=SOMEBODY))


class TestNotesAndPapers:
    @pytest.mark.parametrize("role", ROLES)
    def test_are_added_by_staff_of_a_related_unit(self, role):
        for permission in (Permission.NOTE_WRITE, Permission.PAPER_ADD):
            here, elsewhere = (Target(frozenset({unit})) for unit in (HERE, ELSEWHERE))
            assert allows(permission, person(role), here) is (role in CASE_STAFF)
            assert not allows(permission, person(role), elsewhere)

    @pytest.mark.parametrize("role", ROLES)
    def test_directions_are_given_by_leaders_of_a_related_unit(self, role):
        target = Target(frozenset({HERE}))
        assert allows(Permission.DIRECTION_GIVE, person(role), target) is (role in LEADERS)

    @pytest.mark.parametrize("role", ROLES)
    def test_directions_are_answered_by_whom_they_went_to(self, role):
        to_me = Target(assignee_id=ME)
        to_verifiers = Target(role="verifier", unit_id=HERE)
        assert allows(Permission.DIRECTION_ANSWER, person(role), to_me)
        assert not allows(Permission.DIRECTION_ANSWER, person(role), Target(assignee_id=SOMEBODY))
        assert allows(Permission.DIRECTION_ANSWER, person(role), to_verifiers) is (
            role == "verifier"
        )
