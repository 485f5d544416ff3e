"""Every code a version names exists: roles, forms, terms, effects, decisions, messages, steps."""

from collections.abc import Iterator
from itertools import chain

from engine.catalog import PROCEDURE_FILE, VERSION_FILE
from engine.diagram_interchange import Box
from engine.diagram_scopes import Node, Scope, local_name, text_of
from engine.errors import ExpressionError
from engine.expressions import gate_timer
from engine.lint_draft import Diagram, Draft
from engine.lint_findings import Finding, Known, error_in, listed, warning_in
from engine.notation import read_attribute, read_notation
from engine.safe_xml import BPMN, DONTHU
from engine.values import Notation

SUBJECTS = frozenset({"reception", "petition", "case"})

_ATTRIBUTES = {
    "userTask": frozenset(
        {"role", "unit", "form", "term", "assign", "document"}
        | {"notActorOf", "whilePaused", "until", "sendBackTo"}
    ),
    "serviceTask": frozenset({"effect"}),
    "businessRuleTask": frozenset({"decision"}),
    "lane": frozenset({"role"}),
    "param": frozenset({"name", "value"}),
}


def check_declared_codes(draft: Draft, known: Known) -> Iterator[Finding]:
    """Terms, events, roles and forms that the TOML files name."""
    info = draft.info
    if info is None:
        return
    if info.subject not in SUBJECTS:
        message = f"subject «{info.subject}» không có. Chọn một trong: {listed(SUBJECTS)}."
        yield error_in(PROCEDURE_FILE)("", message)
    if info.version_event not in known.events:
        advice = "Chọn một mã trong config/events.toml."
        message = f"sự kiện version_event «{info.version_event}» không có. {advice}"
        yield error_in(PROCEDURE_FILE)("", message)
    for term in info.terms:
        if term not in known.terms:
            yield error_in(VERSION_FILE)("", _no_term(term))


def check_declared_messages(draft: Draft, known: Known) -> Iterator[Finding]:
    """Who may send a message, and the form it asks for."""
    error = error_in(VERSION_FILE)
    for each in draft.info.messages.values() if draft.info else ():
        if each.role not in known.roles:
            yield error(each.name, _no_role(each.role, known))
        if each.form and not _has_form(draft, known, each.form):
            yield error(each.name, _no_form(each.form))


def check_intake_step(draft: Draft) -> Iterator[Finding]:
    """The starting screen completes the first step, so it must be the one that comes first."""
    info = draft.info
    if info is None or not (info.intake or info.intake_step):
        return
    error = error_in(PROCEDURE_FILE)
    main = next((each for each in draft.processes() if each.id == info.code), None)
    first = _first_steps(main.scopes[0]) if main else info.first_steps
    for step in sorted(info.first_steps - first) if info.first_steps else [""]:
        message = f"intake_step «{step}» không phải bước đầu tiên của quy trình."
        yield error(step, f"{message} Ghi mã của bước đứng ngay sau điểm bắt đầu.")


def check_start_on_case(draft: Draft, known: Known) -> Iterator[Finding]:
    """Who may start a procedure on a case is who does its first step; the terms it needs exist."""
    info = draft.info
    if info is None or not info.on_case:
        return
    for term in info.while_terms:
        if term not in known.terms:
            yield error_in(PROCEDURE_FILE)("", _no_term(term))
    if info.action_role not in known.roles:
        yield error_in(PROCEDURE_FILE)("", _no_role(info.action_role, known))
    for process, node in draft.nodes():
        role = read_attribute(node.xml, "role") or ""
        if node.id == info.intake_step and role != info.action_role:
            message = f"bước đầu do «{role}» làm nhưng action_role là «{info.action_role}»."
            yield error_in(process.file)(node.id, f"{message} Ghi cùng một vai trò.")


def check_steps(draft: Draft, known: Known) -> Iterator[Finding]:
    """What the attributes of user tasks name."""
    elements = {node.id for _, node in draft.nodes()}
    for process, node in draft.nodes():
        if node.tag == "userTask":
            error = error_in(process.file)
            notation = read_notation(node.xml)
            for message in _step_problems(draft, known, notation):
                yield error(node.id, message)
            for other in notation.not_actor_of:
                if other not in elements:
                    message = f"notActorOf nêu phần tử «{other}» không có trong phiên bản."
                    yield error(node.id, f"{message} Ghi mã của bước mà người làm phải khác.")


def check_timers(draft: Draft, known: Known) -> Iterator[Finding]:
    """Every timer waits for a deadline of a term that exists."""
    for process, node in draft.nodes():
        for timer in node.xml.iterfind(f"{{{BPMN}}}timerEventDefinition"):
            try:
                term = gate_timer(text_of(timer, "timeDate") or "").term
            except ExpressionError:
                continue  # already refused
            if term not in known.terms:
                yield error_in(process.file)(node.id, _no_term(term))


def check_automatic_tasks(draft: Draft, known: Known) -> Iterator[Finding]:
    """Effects and decisions exist."""
    decisions = {table.decision_id for table in draft.tables}
    for process, node in draft.nodes():
        effect, decision = (read_attribute(node.xml, each) for each in ("effect", "decision"))
        if node.tag == "serviceTask" and effect and effect not in known.effects:
            message = f"tác vụ «{effect}» không có. Chọn một trong: {listed(known.effects)}."
            yield error_in(process.file)(node.id, message)
        if node.tag == "businessRuleTask" and decision and decision not in decisions:
            advice = "Thêm tệp .dmn, hoặc chọn bảng khác."
            message = f"bảng quyết định «{decision}» không có trong phiên bản. {advice}"
            yield error_in(process.file)(node.id, message)


def check_messages(draft: Draft) -> Iterator[Finding]:
    """Messages that are waited for are declared, and declared ones are waited for."""
    if draft.info is None:
        return
    awaited: set[str] = set()
    for process, node in draft.nodes():
        for name in _awaited_messages(draft, node):
            awaited.add(name)
            if name not in draft.info.messages:
                advice = f"Thêm [messages.{name}] vào {VERSION_FILE}."
                message = f"thông điệp «{name}» chưa khai báo ai được gửi. {advice}"
                yield error_in(process.file)(node.id, message)
    for name in draft.info.messages:
        if name not in awaited:
            message = "không sự kiện nào chờ thông điệp này. Bỏ khai báo, hoặc vẽ sự kiện chờ."
            yield warning_in(VERSION_FILE)(name, message)


def check_lanes(draft: Draft, known: Known) -> Iterator[Finding]:
    """A lane drawn for a role shows steps of that role only."""
    for diagram in draft.diagrams:
        lanes = dict(_lanes_for_roles(diagram, known))
        shapes = {key: shape for plane in diagram.planes for key, shape in plane.shapes.items()}
        for node in chain.from_iterable(process.nodes() for process in diagram.processes):
            own = read_attribute(node.xml, "role") if node.tag == "userTask" else None
            if own not in known.roles or node.id not in shapes:
                continue
            middle = shapes[node.id].box.center
            roles = {
                role for role, boxes in lanes.items() if any(b.contains(middle) for b in boxes)
            }
            if roles and own not in roles:
                message = f"vẽ ở làn của vai trò «{min(roles)}» nhưng vai trò làm là «{own}»."
                advice = "Chuyển bước sang làn đúng, hoặc sửa vai trò."
                yield warning_in(diagram.file)(node.id, f"{message} {advice}")


def _lanes_for_roles(diagram: Diagram, known: Known) -> Iterator[tuple[str, list[Box]]]:
    """Yield the roles that have lanes, and where; inner steps are in no lane but on one."""
    boxes: dict[str, list[Box]] = {}
    for lane in diagram.root.iter(f"{{{BPMN}}}lane"):
        role = read_attribute(lane, "role") or lane.get("name", "")
        for plane in diagram.planes:
            shape = plane.shapes.get(lane.get("id", ""))
            if shape and role in known.roles:
                boxes.setdefault(role, []).append(shape.box)
    yield from boxes.items()


def check_attributes(draft: Draft) -> Iterator[Finding]:
    """No ``donthu:`` attribute is misspelt or stands where nobody reads it."""
    for diagram in draft.diagrams:
        for element in diagram.root.iter():
            tag = local_name(element) or element.tag.rpartition("}")[2]
            for key in element.attrib:
                namespace, _, name = str(key).rpartition("}")
                if namespace == f"{{{DONTHU}" and name not in _ATTRIBUTES.get(tag, frozenset()):
                    message = f"không hiểu thuộc tính donthu:{name} ở {tag}. Sửa tên, hoặc bỏ."
                    yield error_in(diagram.file)(element.get("id", ""), message)


def check_form_events(draft: Draft, known: Known) -> Iterator[Finding]:
    """Events that form fields record exist."""
    for form in draft.forms.values():
        for event in sorted(form.events - known.events):
            message = f"trường ghi sự kiện «{event}» không có trong config/events.toml. Sửa mã."
            yield error_in(form.file)("", message)


def _step_problems(draft: Draft, known: Known, step: Notation) -> Iterator[str]:
    if not step.role:
        yield "chưa có vai trò thực hiện. Chọn vai trò (donthu:role)."
    elif step.role not in known.roles:
        yield _no_role(step.role, known)
    if step.unit not in known.unit_relations:
        relations = listed(known.unit_relations)
        yield f"quan hệ đơn vị «{step.unit}» không có. Chọn một trong: {relations}."
    if step.form and not _has_form(draft, known, step.form):
        yield _no_form(step.form)
    if step.term and step.term not in known.terms:
        yield _no_term(step.term)
    if step.document and step.document not in known.documents:
        yield f"loại văn bản «{step.document}» không có. Chọn một mã trong config/documents.toml."
    if step.until and not _is_date(draft, step.until):
        advice = f"Khai báo [facts.{step.until}] kiểu date trong {VERSION_FILE}."
        yield f"until nêu dữ kiện «{step.until}» không phải là một ngày. {advice}"


def _is_date(draft: Draft, name: str) -> bool:
    fact = draft.info.facts.get(name) if draft.info else None
    return fact is not None and fact.type == "date"


def _no_role(role: str, known: Known) -> str:
    return f"vai trò «{role}» không có. Chọn một trong: {listed(known.roles)}."


def _no_form(form: str) -> str:
    return f"biểu mẫu «{form}» không có. Chọn biểu mẫu khác, hoặc soạn biểu mẫu này."


def _no_term(term: str) -> str:
    advice = "Chọn thời hạn khác, hoặc thêm một dòng có căn cứ pháp lý."
    return f"thời hạn {term} không có trong bảng thời hạn. {advice}"


def _has_form(draft: Draft, known: Known, form: str) -> bool:
    return form in known.forms or form in draft.forms


def _awaited_messages(draft: Draft, node: Node) -> Iterator[str]:
    if node.tag not in ("boundaryEvent", "intermediateCatchEvent", "receiveTask"):
        return
    definitions = node.xml.findall(f"{{{BPMN}}}messageEventDefinition")
    for part in [node.xml] if node.tag == "receiveTask" else definitions:
        name = draft.messages.get(part.get("messageRef", ""))
        if name:
            yield name


def _first_steps(scope: Scope) -> set[str]:
    """Return the first elements after the start that are not automatic gateways or tasks."""
    waiting = [node.id for node in scope.nodes.values() if node.tag == "startEvent"]
    seen: set[str] = set()
    first: set[str] = set()
    while waiting:
        element = waiting.pop()
        node = scope.nodes.get(element)
        if node is None or element in seen:
            continue
        seen.add(element)
        if node.tag in ("userTask", "receiveTask", "intermediateCatchEvent", "subProcess"):
            first.add(element)
        else:
            waiting += [flow.target for flow in scope.outgoing(element)]
    return first
