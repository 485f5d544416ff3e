"""What every bundled procedure must satisfy, whichever there are."""

import re

import pytest

from cases.publishing.checks import check_procedure, findings
from cases.runs.effects import effects
from cases.steps.petition_kinds import AUTHORED
from engine.parser import parse
from forms.publishing import find_author_fields
from tests.workflows.bundled import DI, OFFICE, OURS, REGIMES, TERMS, VERSIONS, WORKFLOWS

every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
every_procedure = pytest.mark.parametrize(
    "code", sorted({version.info.code for version in VERSIONS})
)
OPENINGS = [
    (params["procedure"], params["event"])
    for version in VERSIONS
    for task in version.elements("serviceTask")
    if task.get(OURS + "effect") == "open_case"
    for params in [{one.get("name"): one.get("value") for one in task.iter(OURS + "param")}]
]
"""Procedures whose cases another one opens, and the event that such a case begins with."""
every_term = pytest.mark.parametrize("term", sorted(TERMS.terms))


def test_there_is_a_procedure():
    assert VERSIONS


@every_version
class TestVersion:
    def test_passes_every_publishing_check(self, version):
        problems = check_procedure(OFFICE, TERMS, version.files, given_facts=REGIMES.facts)
        assert problems == ()

    def test_leaves_the_lint_nothing_to_remark(self, version):
        assert findings(OFFICE, TERMS, version.files, given_facts=REGIMES.facts) == ()

    def test_is_read_by_the_engine(self, version):
        diagrams = {name: text for name, text in version.files.items() if name.endswith(".bpmn")}
        tables = {name: text for name, text in version.files.items() if name.endswith(".dmn")}
        assert parse(version.info.code, diagrams, tables).steps

    def test_says_on_which_law_it_rests_and_what_it_is_for(self, version):
        assert re.search(r"Luật|Nghị định|Thông tư|Quyết định", version.info.legal_basis)
        assert version.info.summary.endswith(".")

    def test_opens_only_terms_that_stand_in_a_table(self, version):
        assert set(version.info.terms) <= set(TERMS.terms)

    def test_opens_every_term_that_its_diagram_shows_or_waits_for(self, version):
        shown = {step.get(OURS + "term") for step in version.elements("userTask")} - {None}
        timers = "".join(
            text for timer in version.elements("timeDate") for text in timer.itertext()
        )
        awaited = set(re.findall(r'deadline\("(\w+)"', timers))
        assert shown | awaited <= set(version.info.terms)

    def test_starts_its_clock_with_an_event_that_the_intake_records(self, version):
        for step in version.info.intake_steps.values():
            events = {field.event for field in version.forms[step].fields}
            assert version.info.version_event in events

    def test_asks_for_no_author_where_the_petition_may_be_a_denunciation(self, version):
        for kind, step in version.info.intake_steps.items():
            if kind not in AUTHORED:
                assert find_author_fields(version.forms[step]) == ()

    def test_opened_by_another_begins_with_the_event_that_picks_its_version(self, version):
        events = {event for code, event in OPENINGS if code == version.info.code}
        assert events <= {version.info.version_event}
        assert events or version.info.intake or version.info.on_case

    def test_started_on_a_case_asks_at_once_for_the_day_that_picks_its_version(self, version):
        if version.info.on_case:
            step = version.info.intake_step
            events = {field.event for field in version.forms[step].fields}
            assert version.info.version_event in events

    def test_records_an_event_for_the_start_and_the_end_of_each_of_its_terms(self, version):
        recorded = {field.event for form in version.forms.values() for field in form.fields}
        recorded |= {event for code, event in OPENINGS if code == version.info.code}
        with_them = (one.records for one in REGIMES.rows() if one.event in recorded)
        recorded = recorded.union(*with_them)
        for term in version.info.terms:
            rows = TERMS.rows(term)
            assert {row.starts_on for row in rows} & recorded, term
            ending = {event for row in rows for event in row.ends_on}
            assert ending & recorded or not ending, term  # a threshold just runs out

    def test_sets_every_fact_that_it_declares(self, version):
        by_forms = {field.fact for form in version.forms.values() for field in form.fields}
        by_scripts = "".join(
            text for script in version.elements("script") for text in script.itertext()
        )
        given = {name for name, fact in version.info.facts.items() if fact.is_given}
        left = set(version.info.facts) - by_forms - REGIMES.facts - given
        assert all(re.search(rf"\b{name}\s*=[^=]", by_scripts) for name in left), left

    def test_asks_each_step_with_a_form_of_its_own_name(self, version):
        for step in version.elements("userTask"):
            assert step.get(OURS + "form") == step.get("id")

    def test_has_no_form_that_nobody_fills_in(self, version):
        asked = {step.get(OURS + "form") for step in version.elements("userTask")}
        asked |= {message.form for message in version.info.messages.values()}
        assert set(version.forms) == asked

    def test_gives_every_step_to_a_role_of_the_office(self, version):
        for step in version.elements("userTask"):
            assert step.get(OURS + "role") in OFFICE.roles

    def test_draws_every_step_in_the_lane_of_its_role(self, version):
        places = dict(version.shapes())
        lanes = {
            lane.get(OURS + "role"): places[lane.get("id")] for lane in version.elements("lane")
        }
        for step in version.elements("userTask"):
            left, top, right, bottom = places[step.get("id")]
            lane_left, lane_top, lane_right, lane_bottom = lanes[step.get(OURS + "role")]
            assert lane_left <= left <= right <= lane_right, step.get("id")
            assert lane_top <= top <= bottom <= lane_bottom, step.get("id")

    def test_names_its_lanes_as_the_roles_are_called(self, version):
        for lane in version.elements("lane"):
            assert lane.get("name") == OFFICE.roles[lane.get(OURS + "role")].title

    def test_gives_every_gateway_a_way_out_when_nothing_is_known(self, version):
        flows = {flow.get("id"): flow for flow in version.elements("sequenceFlow")}
        for gateway in version.elements("exclusiveGateway"):
            ways = [f for f in flows.values() if f.get("sourceRef") == gateway.get("id")]
            if len(ways) > 1:
                assert gateway.get("default") in {way.get("id") for way in ways}

    def test_never_lets_a_timer_end_anything(self, version):
        """Timers remind and report; they never close, refuse or decide."""
        for boundary in version.elements("boundaryEvent"):
            if boundary.find("{*}timerEventDefinition") is not None:
                assert boundary.get("cancelActivity") == "false"

    def test_draws_every_node_and_every_flow(self, version):
        nodes = version.elements(
            "startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent",
            "intermediateThrowEvent", "userTask", "serviceTask", "scriptTask", "businessRuleTask",
            "exclusiveGateway", "parallelGateway", "subProcess", "callActivity", "lane",
        )  # fmt: skip
        drawn = {name for name, _ in version.shapes()}
        assert {node.get("id") for node in nodes} <= drawn
        edges = {
            edge.get("bpmnElement")
            for root in version.diagrams.values()
            for edge in root.iter(DI + "BPMNEdge")
        }
        assert {flow.get("id") for flow in version.elements("sequenceFlow")} <= edges

    def test_asks_only_for_effects_that_exist(self, version):
        for task in version.elements("serviceTask"):
            assert task.get(OURS + "effect") in effects()

    def test_tells_notices_to_roles_of_the_office_about_terms_it_opens(self, version):
        for task in version.elements("serviceTask"):
            params = {one.get("name"): one.get("value") for one in task.iter(OURS + "param")}
            if task.get(OURS + "effect") == "notify":
                assert params["to"] in OFFICE.roles
                assert params["message"] in {"due_soon", "overdue"}
                assert params.get("term") in {*version.info.terms, None}


def test_a_form_that_asks_who_wrote_what_may_be_a_denunciation_is_not_published():
    """Khoản 7 Điều 5 of the regulation."""
    triage = next(one for one in VERSIONS if one.info.code == "triage")
    with_author = triage.files["forms/register.form"]
    spoilt = {**triage.files, "forms/register_unsorted.form": with_author}
    problems = check_procedure(OFFICE, TERMS, spoilt, given_facts=REGIMES.facts)
    assert any("author_name" in problem and "mixed" in problem for problem in problems)


@every_procedure
class TestProcedure:
    def test_lists_in_its_notes_what_differs_between_its_versions(self, code):
        versions = [one for one in VERSIONS if one.info.code == code]
        if len(versions) > 1:
            notes = (WORKFLOWS / code / "NOTES.md").read_text(encoding="utf-8")
            for version in versions:
                assert f"{version.info.effective_from}" in notes

    def test_keeps_the_title_kind_and_intake_in_all_versions(self, code):
        infos = [one.info for one in VERSIONS if one.info.code == code]
        same = {
            (i.title, i.kind, i.subject, i.intake, i.intake_step, *i.intake_steps.items())
            for i in infos
        }
        assert len(same) == 1

    def test_has_one_version_a_day(self, code):
        days = [one.info.effective_from for one in VERSIONS if one.info.code == code]
        assert len(days) == len(set(days))


@every_term
class TestTerm:
    def test_cites_an_article_in_each_row_whose_text_was_read(self, term):
        for row in TERMS.rows(term):
            cited = re.search(r"Điều \d+", row.basis)
            assert cited or not row.is_verified, row.key

    def test_names_at_least_the_instrument_where_the_text_was_not_found(self, term):
        for row in TERMS.rows(term):
            assert re.search(r"Luật|Nghị định|Thông tư|Quyết định|Quy chế|Điều \d+", row.basis)

    def test_starts_and_ends_with_events_of_the_office(self, term):
        for row in TERMS.rows(term):
            assert {row.starts_on, *row.ends_on} <= set(OFFICE.events), row.key
