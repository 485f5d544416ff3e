"""Reads the ``donthu:`` attributes of a diagram, which the library would drop."""

from collections.abc import Mapping

from lxml import etree

from engine.safe_xml import BPMN, DONTHU
from engine.values import Notation

DEFAULT_UNIT = "settling"


def read_notation(task: etree._Element) -> Notation:
    """Return the notation of a user task."""
    return Notation(
        element=task.get("id", ""),
        name=task.get("name", ""),
        role=read_attribute(task, "role") or "",
        unit=read_attribute(task, "unit") or DEFAULT_UNIT,
        form=read_attribute(task, "form"),
        term=read_attribute(task, "term"),
        assign=read_attribute(task, "assign"),
        document=read_attribute(task, "document"),
        not_actor_of=tuple((read_attribute(task, "notActorOf") or "").split()),
        while_paused=read_attribute(task, "whilePaused") == "true",
        until=read_attribute(task, "until"),
        send_back_to=tuple((read_attribute(task, "sendBackTo") or "").split()),
    )


def read_attribute(node: etree._Element, name: str) -> str | None:
    """Return an attribute of our namespace, or None when it is absent or empty."""
    return node.get(f"{{{DONTHU}}}{name}") or None


def read_params(task: etree._Element) -> Mapping[str, str]:
    """Return the parameters of a service task's effect."""
    found = task.iterfind(f"{{{BPMN}}}extensionElements/{{{DONTHU}}}param")
    return {param.get("name", ""): param.get("value", "") for param in found}
