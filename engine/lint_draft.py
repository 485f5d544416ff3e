"""A version under check, read once: diagrams, tables, declarations, what its forms bind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from engine.catalog import DIAGRAM_FILE, VERSION_FILE, ProcedureInfo, read_info
from engine.decisions import DecisionTable, find_decision_problems, read_decision_tables
from engine.diagram_interchange import Plane, read_planes
from engine.diagram_scopes import MAX_NODES, Node, Scope, processes, scopes_of
from engine.errors import DeclarationError, DiagramError, UnsafeXmlError
from engine.lint_findings import Finding, error_in
from engine.safe_xml import BPMN, read_xml

_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Process:
    """One process of one file, with its subprocesses as further scopes."""

    file: str
    id: str
    name: str
    scopes: tuple[Scope, ...]

    def nodes(self) -> Iterator[Node]:
        """Yield every node, inside subprocesses too."""
        return chain.from_iterable(scope.nodes.values() for scope in self.scopes)


@dataclass(frozen=True, slots=True)
class Diagram:
    """One BPMN file."""

    file: str
    root: etree._Element
    processes: tuple[Process, ...]
    planes: tuple[Plane, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One decision of one DMN file; ``table`` is None when it could not be read."""

    file: str
    decision_id: str
    table: DecisionTable | None


@dataclass(frozen=True, slots=True)
class FormUse:
    """What a form binds: the facts it writes and the events it records."""

    file: str
    facts: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything readable of a version. ``info`` is None when its TOML files are not."""

    info: ProcedureInfo | None
    diagrams: tuple[Diagram, ...]
    tables: tuple[Table, ...]
    forms: Mapping[str, FormUse]

    @property
    def messages(self) -> Mapping[str, str]:
        """Message id to message name, of every file."""
        roots = (diagram.root for diagram in self.diagrams)
        found = chain.from_iterable(root.iterfind(f"{{{BPMN}}}message") for root in roots)
        return {each.get("id", ""): each.get("name", "") for each in found}

    def processes(self) -> Iterator[Process]:
        """Yield every process of every file."""
        return chain.from_iterable(diagram.processes for diagram in self.diagrams)

    def scopes(self) -> Iterator[tuple[Process, Scope]]:
        """Yield every scope with the process it is in."""
        return ((process, scope) for process in self.processes() for scope in process.scopes)

    def nodes(self) -> Iterator[tuple[Process, Node]]:
        """Yield every node with the process it is in."""
        return ((process, node) for process in self.processes() for node in process.nodes())

    def decisions(self) -> Mapping[str, DecisionTable]:
        """Return the readable decision tables by id."""
        return {each.decision_id: each.table for each in self.tables if each.table}


def read_draft(files: Mapping[str, bytes]) -> tuple[Draft, tuple[Finding, ...]]:
    """Read what can be read; every file or part that cannot is a finding."""
    findings: list[Finding] = []
    info = _read_info(files, findings)
    diagrams = [_read_diagram(name, files[name], findings) for name in _named(files, ".bpmn")]
    tables = [_read_tables(name, files[name], findings) for name in _named(files, ".dmn")]
    forms = [_read_form(name, files[name], findings) for name in _named(files, ".form")]
    if DIAGRAM_FILE not in files:
        findings.append(error_in(DIAGRAM_FILE)("", "thiếu tệp này. Vẽ quy trình chính vào đó."))
    draft = Draft(
        info=info,
        diagrams=tuple(diagram for diagram in diagrams if diagram),
        tables=tuple(chain.from_iterable(tables)),
        forms={_step(form.file): form for form in forms if form},
    )
    return draft, tuple(findings)


def _named(files: Mapping[str, bytes], suffix: str) -> list[str]:
    return sorted(name for name in files if name.endswith(suffix))


def _step(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".form")


def _read_info(files: Mapping[str, bytes], findings: list[Finding]) -> ProcedureInfo | None:
    try:
        return read_info(files)
    except DeclarationError as error:
        file = error.file.partition(" ")[0] or VERSION_FILE
        findings.append(error_in(file)("", f"{error} Sửa khai báo này."))
        return None


def _read_diagram(file: str, content: bytes, findings: list[Finding]) -> Diagram | None:
    try:
        root = read_xml(content)
    except UnsafeXmlError as error:
        findings.append(error_in(file)("", f"{error} Lưu lại tệp từ trình soạn sơ đồ."))
        return None
    if root.tag != f"{{{BPMN}}}definitions":
        findings.append(error_in(file)("", "không phải tệp BPMN 2.0. Chọn lại tệp."))
        return None
    found = tuple(_read_process(file, xml) for xml in processes(root))
    if sum(1 for process in found for _ in process.nodes()) > MAX_NODES:
        message = f"sơ đồ có hơn {MAX_NODES} phần tử. Chia thành các quy trình được gọi."
        findings.append(error_in(file)("", message))
        return None
    return Diagram(file, root, found, read_planes(root))


def _read_process(file: str, xml: etree._Element) -> Process:
    return Process(file, xml.get("id", ""), xml.get("name", ""), tuple(scopes_of(xml)))


def _read_tables(file: str, content: bytes, findings: list[Finding]) -> tuple[Table, ...]:
    error = error_in(file)
    try:
        problems = find_decision_problems(content)
        findings += [
            error(each.element, f"{each.reason} Sửa bảng quyết định.") for each in problems
        ]
        tables = () if problems else read_decision_tables(content)
    except (UnsafeXmlError, DiagramError) as refusal:
        findings.append(error("", f"{refusal} Sửa hoặc lưu lại bảng quyết định."))
        return ()
    if not problems:
        return tuple(Table(file, table.decision_id, table) for table in tables)
    ids = [child.get("id", "") for child in read_xml(content)]
    return tuple(Table(file, decision_id, None) for decision_id in ids if decision_id)


def _read_form(file: str, content: bytes, findings: list[Finding]) -> FormUse | None:
    try:
        schema = json.loads(content)
    except (ValueError, RecursionError):
        findings.append(error_in(file)("", "biểu mẫu không phải JSON. Lưu lại từ trình soạn."))
        return None
    bound = list(_properties(schema, _MAX_DEPTH))
    facts, events = ({str(each[key]) for each in bound if each.get(key)} for key in _BINDINGS)
    return FormUse(file, frozenset(facts), frozenset(events))


_BINDINGS = ("fact", "event")


def _properties(part: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the ``properties`` of every component, nested ones too."""
    if not isinstance(part, dict) or not depth:
        return
    properties = part.get("properties")
    if isinstance(properties, dict):
        yield properties
    components = part.get("components")
    for each in components if isinstance(components, list) else ():
        yield from _properties(each, depth - 1)
