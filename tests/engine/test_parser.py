"""Parsing a version: what is read, and what is refused."""

import pytest

from engine.errors import DiagramError, UnsafeXmlError
from engine.parser import parse
from tests.engine import diagrams as draw
from tests.engine.diagrams import (
    boundary,
    call,
    catch,
    choice,
    diagram,
    element,
    end,
    flow,
    line,
    message,
    parallel,
    parse_files,
    procedure,
    rule,
    script,
    start,
    sub,
    table,
    timer,
    user,
)
from tests.engine.walk import Stored, Walk, settlement

LINE = (start(), end(), line("s", "a", "e"))
GATEWAY = element("eventBasedGateway", "g")


class TestProcedure:
    def test_knows_its_id_and_title(self):
        parsed = settlement().procedure
        assert parsed.process_id == "settlement"
        assert parsed.title == "Giải quyết khiếu nại lần đầu"

    def test_knows_the_steps_of_subprocesses_and_called_processes(self):
        steps = settlement().procedure.steps
        assert {"register", "sign", "collect_evidence"} <= steps.keys()
        assert "look_up_terms" not in steps

    def test_knows_every_flow(self):
        flows = settlement().procedure.flow_ids
        assert {"received_register", "draft_sign", "collect_evidence_conclude"} <= flows

    def test_is_not_changed_by_running(self):
        subject = settlement()
        before = contents(subject.procedure)
        for seed in range(10):
            Walk(subject, seed, Stored(subject.procedure)).walk(30)
        assert contents(subject.procedure) == before


def contents(parsed) -> list[str]:
    specs = [parsed.spec, *parsed.subprocesses.values()]
    return [
        repr({name: value for name, value in vars(each).items() if not name.endswith("_event")})
        for spec in specs
        for each in (spec, *spec.task_specs.values())
    ]


class TestNotation:
    def test_reads_every_attribute(self):
        step = user(
            "a",
            role="head",
            unit="receiving",
            form="sign",
            term="kn1_resolve",
            assign="verifier",
            document="decision",
            notActorOf="b c",
            whilePaused="true",
            name="Ký",
        )
        notation = procedure(step, *LINE).steps["a"]
        assert (notation.element, notation.name) == ("a", "Ký")
        assert (notation.role, notation.unit, notation.form) == ("head", "receiving", "sign")
        assert (notation.term, notation.assign) == ("kn1_resolve", "verifier")
        assert (notation.document, notation.not_actor_of) == ("decision", ("b", "c"))
        assert notation.while_paused

    def test_is_empty_where_the_diagram_says_nothing(self):
        notation = procedure(user("a"), *LINE).steps["a"]
        assert (notation.role, notation.unit, notation.form) == ("", "settling", None)
        assert (notation.term, notation.assign, notation.document) == (None, None, None)
        assert (notation.not_actor_of, notation.while_paused) == ((), False)

    def test_of_a_step_in_a_subprocess_is_not_overridden_from_outside(self):
        inner = sub("a", start("s1"), user("b", role="head"), end("e1"), line("s1", "b", "e1"))
        lanes = (
            '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="verifier">'
            "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
        )
        assert procedure(lanes, inner, *LINE).steps["b"].role == "head"


def loop(tag: str) -> str:
    return element("userTask", "a", f"<bpmn:{tag}/>")


REFUSED = {
    "task": (element("task", "a"), "task"),
    "manualTask": (element("manualTask", "a"), "manualTask"),
    "sendTask": (element("sendTask", "a"), "sendTask"),
    "inclusiveGateway": (element("inclusiveGateway", "a"), "inclusiveGateway"),
    "complexGateway": (element("complexGateway", "a"), "complexGateway"),
    "transaction": (element("transaction", "a"), "transaction"),
    "adHocSubProcess": (element("adHocSubProcess", "a"), "adHocSubProcess"),
    "multi-instance": (loop("multiInstanceLoopCharacteristics"), "a: .*multiInstance"),
    "standard loop": (loop("standardLoopCharacteristics"), "a: .*standardLoop"),
    "data input": (loop("ioSpecification"), "a: .*ioSpecification"),
    "data association": (loop("dataInputAssociation"), "a: .*dataInputAssociation"),
    "event subprocess": (
        sub("a", start("s1"), end("e1"), flow("s1", "e1")).replace(
            'id="a"', 'id="a" triggeredByEvent="true"'
        ),
        "a: .*kích hoạt bằng sự kiện",
    ),
    "loop around a subprocess": (
        sub("a", "<bpmn:standardLoopCharacteristics/>", start("s1"), end("e1"), flow("s1", "e1")),
        "standardLoop",
    ),
    "signal": (catch("a", "<bpmn:signalEventDefinition/>"), "signalEventDefinition"),
    "condition": (catch("a", "<bpmn:conditionalEventDefinition/>"), "conditionalEventDefinition"),
    "link": (catch("a", "<bpmn:linkEventDefinition/>"), "linkEventDefinition"),
    "event without definition": (catch("a", ""), "a: .*sự kiện chờ"),
    "two definitions": (catch("a", timer() + timer()), "a: .*một định nghĩa"),
    "script without text": (element("scriptTask", "a"), "kịch bản trống"),
    "script that imports": (script("a", "import os"), "a: "),
    "effect without name": (element("serviceTask", "a"), "a: .*donthu:effect"),
    "decision without name": (element("businessRuleTask", "a"), "a: .*donthu:decision"),
    "decision that is not there": (rule("a", "other"), "a: .*«other»"),
    "called process that is not there": (call("a", "other"), "a: .*«other»"),
    "element without id": (user("a") + "<bpmn:userTask/>", "không có mã"),
    "reserved id": (user("a") + user("Start"), "Start: .*dành riêng"),
    "id with a dot": (user("a") + user("a.BoundaryEventSplit"), "dành riêng"),
    "duplicate id": (user("a") + user("a"), "a: .*trùng"),
    "second start": (user("a") + start("s9"), "p: .*đúng một sự kiện bắt đầu"),
    "two ways out of a task": (user("a") + end("e9") + flow("a", "e9"), "a: .*nhiều luồng ra"),
    "condition on a flow nobody chooses": (
        user("a") + user("b") + end("e9") + flow("b", "e9", "x"),
        "b_e9: .*điều kiện",
    ),
    "flow to nowhere": (user("a") + flow("b", "c"), "b_c: .*cùng cấp"),
    "flow out of an end": (user("a") + flow("e", "a"), "e_a: "),
    "two flows between the same": (
        parallel("a") + flow("a", "e").replace('id="a_e"', 'id="again"'),
        "hai luồng",
    ),
    "gateway without default": (
        choice("a") + end("e9") + flow("a", "e9", "x"),
        "a: .*mặc định",
    ),
    "choice without condition": (
        choice("a", "a_e") + end("e9") + flow("a", "e9"),
        "a_e9: .*điều kiện",
    ),
    "choice with a call": (
        choice("a", "a_e") + end("e9") + flow("a", "e9", 'deadline("k") == 1'),
        "a_e9: .*Call",
    ),
    "boundary event on a gateway": (
        parallel("a") + boundary("b", "a", timer()) + end("e9") + flow("b", "e9"),
        "b: .*gắn vào một bước",
    ),
    "unknown message": (catch("a", message("nothing")), "a: .*messageRef"),
    "receiving an unknown message": (element("receiveTask", "a"), "a: .*messageRef"),
    "step after an event gateway": (GATEWAY + user("a") + flow("g", "a"), "g: .*sự kiện chờ"),
    "parallel event gateway": (
        user("a") + element("eventBasedGateway", "g", eventGatewayType="Parallel"),
        "g: ",
    ),
    "event with two ways in": (
        GATEWAY + catch("a", timer()) + flow("g", "a"),
        "a: .*một luồng vào",
    ),
}


class TestRefused:
    @pytest.mark.parametrize("what", REFUSED)
    def test_is_named_in_vietnamese(self, what):
        part, reason = REFUSED[what]
        with pytest.raises(DiagramError, match=reason):
            procedure(part, *LINE)

    @pytest.mark.parametrize(
        "text",
        ['"2026-01-01"', 'deadline("k", after=1)', 'deadline("k" if x else "l")', "now()"],
    )
    def test_a_timer_that_is_no_deadline(self, text):
        with pytest.raises(DiagramError, match=r"a: .*deadline"):
            procedure(catch("a", timer(text)), *LINE)

    @pytest.mark.parametrize("kind", ["timeDuration", "timeCycle"])
    def test_a_timer_that_counts_for_itself(self, kind):
        text = timer().replace("timeDate", kind)
        with pytest.raises(DiagramError, match=r"a: .*deadline"):
            procedure(catch("a", text), *LINE)

    @pytest.mark.parametrize(
        "definition", [timer(), "<bpmn:signalEventDefinition/>", message("withdrawn")]
    )
    def test_a_start_that_waits(self, definition):
        begin = element("startEvent", "s", definition)
        with pytest.raises(DiagramError, match="s: "):
            procedure(begin, user("a"), end(), line("s", "a", "e"), messages=("withdrawn",))

    @pytest.mark.parametrize("part", ["dataObject", "dataObjectReference", "property"])
    def test_data_in_a_diagram(self, part):
        with pytest.raises(DiagramError, match=part):
            procedure(element(part, "d"), user("a"), *LINE)

    @pytest.mark.parametrize("part", ["dataStore", "correlationProperty"])
    def test_data_beside_a_process(self, part):
        with pytest.raises(DiagramError, match=part):
            procedure(user("a"), *LINE, more=element(part, "d"))

    def test_a_process_without_end(self):
        with pytest.raises(DiagramError, match=r"p: .*kết thúc"):
            procedure(start(), user("a"), line("s", "a"))

    def test_two_boundary_events_of_a_step_for_one_message(self):
        twice = [boundary(name, "a", message("m"), interrupts=True) for name in "bc"]
        with pytest.raises(DiagramError, match=r"b: .*cùng thông điệp"):
            procedure(user("a"), *twice, *LINE, line("b", "c"), messages=("m",))

    def test_an_id_used_in_two_files(self):
        other = diagram(start("s1"), user("a"), end("e1"), line("s1", "a", "e1"), process="q")
        with pytest.raises(DiagramError, match=r"a: .*trùng"):
            procedure(user("a"), *LINE, called=(other,))

    def test_a_process_that_calls_itself(self):
        with pytest.raises(DiagramError, match=r"p: .*tự gọi"):
            procedure(call("a", "p"), *LINE)

    def test_processes_that_call_each_other(self):
        def calling(process: str, target: str) -> bytes:
            names = [f"{process}_{each}" for each in ("s", "call", "e")]
            inner = sub(
                f"{process}_sub",
                start("s" + process),
                call("c" + process, target),
                end("e" + process),
                line("s" + process, "c" + process, "e" + process),
            )
            return diagram(
                start(names[0]),
                inner,
                end(names[2]),
                line(names[0], f"{process}_sub", names[2]),
                process=process,
            )

        with pytest.raises(DiagramError, match="tự gọi"):
            parse_files([calling("p", "q"), calling("q", "r"), calling("r", "p")])

    def test_a_process_that_does_not_exist(self):
        with pytest.raises(DiagramError, match="không đọc được"):
            parse("other", {"p.bpmn": diagram(user("a"), *LINE)}, {})

    def test_a_process_marked_as_not_executable(self):
        content = diagram(user("a"), *LINE).replace(b'"true"', b'"false"')
        with pytest.raises(DiagramError, match="isExecutable"):
            parse_files([content])

    def test_two_decisions_of_one_name(self):
        with pytest.raises(DiagramError, match="dec: "):
            procedure(user("a"), *LINE, tables=(table(("1", "1")), table(("2", "2"))))

    @pytest.mark.parametrize("content", [b"<a/>", b"<definitions/>", draw.table(("1", "1"))])
    def test_a_file_that_is_no_diagram(self, content):
        with pytest.raises(DiagramError):
            parse_files([content])

    def test_hostile_xml(self):
        with pytest.raises(UnsafeXmlError):
            parse_files([b"<!DOCTYPE a><a/>"])

    def test_a_diagram_too_deep_for_the_library(self):
        names = [f"step{number}" for number in range(900)]
        with pytest.raises(DiagramError, match="không đọc được"):
            procedure(start(), *map(user, names), end(), line("s", *names, "e"))
