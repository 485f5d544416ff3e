"""Small BPMN and DMN files, built from the parts a test is about.

A flow is named after its two ends: ``flow("a", "b")`` has the id ``a_b``.
"""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from engine.parser import Procedure, parse

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def diagram(
    *parts: str, process: str = "p", messages: tuple[str, ...] = (), more: str = ""
) -> bytes:
    """Build a file with one process; a message is named as its id."""
    declared = "".join(f'<bpmn:message id="m_{name}" name="{name}"/>' for name in messages)
    return (
        f'<bpmn:definitions xmlns:bpmn="{BPMN}" xmlns:donthu="urn:donthu:bpmn:1"'
        f' id="d_{process}" targetNamespace="x">{declared}{more}'
        f'<bpmn:process id="{process}" name="Quy trình {process}" isExecutable="true">'
        f"{''.join(parts)}</bpmn:process></bpmn:definitions>"
    ).encode()


def procedure(*parts: str, called: tuple[bytes, ...] = (), tables: tuple[bytes, ...] = (), **names):
    """Parse a process built from parts, with what it calls and asks."""
    return parse_files([diagram(*parts, **names), *called], tables)


def parse_files(diagrams: list[bytes], tables: tuple[bytes, ...] = ()) -> Procedure:
    """Parse files whose main process is ``p``."""
    return parse(
        "p",
        {f"{number}.bpmn": content for number, content in enumerate(diagrams)},
        {f"{number}.dmn": content for number, content in enumerate(tables)},
    )


def element(tag: str, element_id: str, content: str = "", **attributes: str) -> str:
    """Build any element; ``role="x"`` becomes ``donthu:role="x"`` for names we own."""
    own = ("role", "unit", "form", "term", "assign", "document", "notActorOf", "whilePaused")
    written = "".join(
        f" {'donthu:' if name in (*own, 'effect', 'decision') else ''}{name}={quoteattr(value)}"
        for name, value in attributes.items()
    )
    return f'<bpmn:{tag} id="{element_id}"{written}>{content}</bpmn:{tag}>'


def start(element_id: str = "s") -> str:
    return element("startEvent", element_id)


def end(element_id: str = "e", content: str = "") -> str:
    return element("endEvent", element_id, content)


def user(element_id: str, **attributes: str) -> str:
    return element("userTask", element_id, **attributes)


def script(element_id: str, text: str) -> str:
    return element("scriptTask", element_id, f"<bpmn:script>{escape(text)}</bpmn:script>")


def service(element_id: str, effect: str, **params: str) -> str:
    written = "".join(f'<donthu:param name="{n}" value="{v}"/>' for n, v in params.items())
    content = f"<bpmn:extensionElements>{written}</bpmn:extensionElements>"
    return element("serviceTask", element_id, content, effect=effect)


def rule(element_id: str, decision: str) -> str:
    return element("businessRuleTask", element_id, decision=decision)


def choice(element_id: str, default: str = "") -> str:
    return element("exclusiveGateway", element_id, **({"default": default} if default else {}))


def parallel(element_id: str) -> str:
    return element("parallelGateway", element_id)


def sub(element_id: str, *parts: str) -> str:
    return element("subProcess", element_id, "".join(parts))


def call(element_id: str, process: str) -> str:
    return element("callActivity", element_id, calledElement=process)


def timer(text: str = 'deadline("k")') -> str:
    date = f"<bpmn:timeDate>{escape(text)}</bpmn:timeDate>"
    return f"<bpmn:timerEventDefinition>{date}</bpmn:timerEventDefinition>"


def message(name: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="m_{name}"/>'


def boundary(element_id: str, host: str, definition: str, *, interrupts: bool = False) -> str:
    return element(
        "boundaryEvent",
        element_id,
        definition,
        attachedToRef=host,
        cancelActivity=str(interrupts).lower(),
    )


def catch(element_id: str, definition: str, **attributes: str) -> str:
    return element("intermediateCatchEvent", element_id, definition, **attributes)


def flow(source: str, target: str, condition: str = "") -> str:
    text = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>"
    content = text if condition else ""
    return element(
        "sequenceFlow", f"{source}_{target}", content, sourceRef=source, targetRef=target
    )


def line(*elements: str) -> str:
    """Connect elements one after the other."""
    return "".join(flow(a, b) for a, b in pairwise(elements))


def table(
    *rows: tuple[str, str], decision: str = "dec", column: str = "v", hit: str = "UNIQUE"
) -> bytes:
    """Build a decision with one input column and the output ``y``."""
    rules = "".join(
        f'<rule id="r{number}"><inputEntry id="i{number}"><text>{escape(cell)}</text></inputEntry>'
        f'<outputEntry id="o{number}"><text>{escape(result)}</text></outputEntry></rule>'
        for number, (cell, result) in enumerate(rows)
    )
    return (
        f'<definitions xmlns="{DMN}" id="d" name="d" namespace="x"><decision id="{decision}"'
        f' name="d"><decisionTable id="dt" hitPolicy="{hit}"><input id="in"><inputExpression'
        f' id="ix"><text>{column}</text></inputExpression></input><output id="out" name="y"/>'
        f"{rules}</decisionTable></decision></definitions>"
    ).encode()
