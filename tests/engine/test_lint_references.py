"""Codes that a version names and that do not exist."""

from dataclasses import replace

import pytest

from engine.lint import lint
from tests.engine.sample_version import (
    KNOWN,
    changed,
    findings,
    the_error,
    the_warning,
    with_file,
    xml_of,
)

ARCHIVE = 'donthu:role="head" donthu:form="archive"'


# With forms at hand, facts that nothing writes are pointed out.
UNWRITTEN = [
    ("tip", "version.toml", fact)
    for fact in ("is_own_competence", "is_result_different", "is_valid")
]


def form(properties: str) -> str:
    field = f'{{"type": "textfield", "properties": {properties}}}'
    return f'{{"components": [{{"type": "group", "components": [{field}]}}]}}'


class TestSteps:
    def test_a_step_names_its_role(self):
        the_error(changed((ARCHIVE, 'donthu:form="archive"')), "archive", "chưa có vai trò")

    @pytest.mark.parametrize(
        ("attributes", "words"),
        [
            ('donthu:role="clerk"', "vai trò «clerk»"),
            ('donthu:role="head" donthu:unit="nearby"', "«nearby»"),
            ('donthu:role="head" donthu:form="nothing"', "biểu mẫu «nothing»"),
            ('donthu:role="head" donthu:term="kn9_never"', "thời hạn kn9_never"),
            ('donthu:role="head" donthu:document="poem"', "văn bản «poem»"),
            ('donthu:role="head" donthu:notActorOf="ghost"', "«ghost»"),
            ('donthu:role="head" donthu:until="someday"', "«someday» không phải là một ngày"),
            ('donthu:role="head" donthu:until="is_valid"', "«is_valid» không phải là một ngày"),
            ('donthu:role="head" donthu:sendBackTo="ghost"', "«ghost», không phải bước đứng trước"),
            ('donthu:role="head" donthu:sendBackTo="archive"', "«archive», không phải bước"),
            ('donthu:role="head" donthu:rolle="head"', "donthu:rolle"),
            ('donthu:role="head" donthu:effect="remind"', "donthu:effect"),
        ],
    )
    def test_what_a_step_names_exists(self, attributes, words):
        the_error(changed((ARCHIVE, attributes)), "archive", words)

    def test_a_form_may_come_with_the_version(self):
        files = changed((ARCHIVE, 'donthu:role="head" donthu:form="own"'))
        assert findings({**files, "forms/own.form": b"{}"}) == UNWRITTEN

    def test_a_step_drawn_in_the_lane_of_another_role_is_pointed_out(self):
        the_warning(changed((ARCHIVE, 'donthu:role="registrar"')), "archive", "«head»")

    def test_a_step_inside_a_subprocess_counts_by_where_it_is_drawn(self):
        old = xml_of("plan")
        files = changed((old, old.replace('donthu:role="verifier"', 'donthu:role="head"')))
        the_warning(files, "plan", "«verifier»")


class TestAutomaticTasks:
    def test_an_effect_exists(self):
        old = 'name="Nhắc người xác minh" donthu:effect="remind"'
        files = changed((old, old.replace("remind", "sing")))
        the_error(files, "remind_verifier", "tác vụ «sing»")

    def test_an_effect_is_named(self):
        old = xml_of("remind_verifier")
        files = changed((old, old.replace(' donthu:effect="remind"', "")))
        the_error(files, "remind_verifier", "donthu:effect")

    def test_a_decision_exists(self):
        files = changed(('donthu:decision="routing"', 'donthu:decision="guessing"'))
        assert findings(files) == [
            ("error", "process.bpmn", "route"),
            ("warning", "routing.dmn", "routing"),
        ]


class TestTimers:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "P10D",
            '"2026-07-01"',
            "deadline(handling)",
            'deadline("kn1_resolve", before=-1)',
            'deadline("kn1_resolve", 3)',
            "today()",
        ],
    )
    def test_a_timer_names_a_deadline(self, text):
        files = changed(('deadline("kn1_resolve")', text))
        the_error(files, "resolve_late", "deadline")

    def test_its_term_exists(self):
        files = changed(('deadline("kn1_resolve")', 'deadline("kn9_never")'))
        the_error(files, "resolve_late", "thời hạn kn9_never")

    def test_a_duration_is_refused(self):
        old = xml_of("resolve_late")
        new = old.replace("timeDate", "timeDuration").replace('deadline("kn1_resolve")', "P10D")
        the_error(changed((old, new)), "resolve_late", "deadline")


class TestMessages:
    def test_an_awaited_message_exists(self):
        files = changed(('messageRef="message_withdrawn"', 'messageRef="nothing"'))
        assert ("error", "process.bpmn", "withdrawn") in findings(files)

    def test_an_awaited_message_is_declared(self):
        files = changed(
            ('id="message_withdrawn" name="withdrawn"', 'id="message_withdrawn" name="regretted"')
        )
        assert findings(files) == [
            ("error", "process.bpmn", "withdrawn"),
            ("warning", "version.toml", "withdrawn"),
        ]

    def test_who_may_send_it_exists(self):
        files = changed(
            ('role = "registrar"\nform = "withdraw"', 'role = "clerk"\nform = "withdraw"'),
            file="version.toml",
        )
        the_error(files, "withdrawn", "«clerk»", file="version.toml")

    def test_the_form_it_asks_for_exists(self):
        files = changed(('form = "withdraw"', 'form = "nothing"'), file="version.toml")
        the_error(files, "withdrawn", "«nothing»", file="version.toml")

    def test_a_declared_message_is_awaited(self):
        more = '[messages.spare]\ntitle = "Thừa"\nrole = "head"\n\n[messages.withdrawn]'
        files = changed(("[messages.withdrawn]", more), file="version.toml")
        the_warning(files, "spare", "không sự kiện nào chờ", file="version.toml")


class TestDeclarations:
    def test_a_listed_term_exists(self):
        files = changed(('terms = ["kn1_accept"', 'terms = ["kn9_never"'), file="version.toml")
        the_error(files, "", "kn9_never", file="version.toml")

    def test_the_event_that_picks_the_version_exists(self):
        files = changed(("petition_received", "moon_full"), file="procedure.toml")
        the_error(files, "", "moon_full", file="procedure.toml")

    def test_the_subject_is_one_of_three(self):
        files = changed(('subject = "case"', 'subject = "person"'), file="procedure.toml")
        the_error(files, "", "person", file="procedure.toml")

    @pytest.mark.parametrize("step", ["triage", "nothing", ""])
    def test_the_intake_step_comes_first(self, step):
        files = changed(
            ('intake_step = "register"', f'intake_step = "{step}"'), file="procedure.toml"
        )
        the_error(files, step, "intake_step", file="procedure.toml")


class TestForms:
    def test_an_event_a_form_records_exists(self):
        found = lint(with_file("forms/accept.form", form('{"event": "moon_full"}')), KNOWN)
        errors = [each for each in found if each.severity == "error"]
        assert [(each.file, each.element) for each in errors] == [("forms/accept.form", "")]

    def test_a_fact_a_form_writes_is_declared(self):
        found = lint(with_file("forms/accept.form", form('{"fact": "mood"}')), KNOWN)
        errors = [each for each in found if each.severity == "error"]
        assert ["mood" in each.message for each in errors] == [True]


class TestStartOnACase:
    @staticmethod
    def started_on_a_case(role: str = "registrar", terms: str = "kn1_resolve"):
        said = f'on_case = true\naction_title = "Mở"\naction_role = "{role}"'
        edits = (("intake = true", f'{said}\nwhile_terms = ["{terms}"]'),)
        return changed(*edits, file="procedure.toml")

    def test_is_nothing_to_remark_when_all_it_names_exists(self):
        assert findings(self.started_on_a_case()) == []

    def test_is_for_who_does_the_first_step(self):
        files = self.started_on_a_case(role="head")
        the_error(files, "register", "action_role là «head»")

    def test_names_a_role(self):
        files = self.started_on_a_case(role="clerk")
        assert ("error", "procedure.toml", "") in findings(files)

    def test_names_terms_that_exist(self):
        files = self.started_on_a_case(terms="kn9_never")
        the_error(files, "", "kn9_never", file="procedure.toml")


class TestGivenFacts:
    def test_are_written_by_nothing_in_the_version(self):
        files = with_file("forms/own.form", "{}")
        given = frozenset(element for _, _, element in UNWRITTEN)
        assert lint(files, replace(KNOWN, given_facts=given)) == ()
