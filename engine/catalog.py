"""Finds the bundled procedures under ``workflows/`` and reads what their TOML files declare."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, cast

from engine.errors import DeclarationError, FactValueError, UndeclaredFactError
from engine.toml_table import TomlTable
from engine.values import Scalar

PROCEDURE_FILE = "procedure.toml"
VERSION_FILE = "version.toml"
DIAGRAM_FILE = "process.bpmn"

FactType = Literal["code", "bool", "int", "date"]
_FACT_TYPES = ("code", "bool", "int", "date")
_SUFFIXES = (".toml", ".bpmn", ".dmn")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One version of one procedure, as files. File names carry no folder."""

    code: str
    effective_from: date
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """A routing value of a case: what it is called and which values it takes.

    Attributes:
        is_given: Whatever starts the run sets it; nothing in the version does.
    """

    name: str
    type: FactType
    codes: tuple[str, ...]
    title: str
    is_given: bool = False

    def check(self, value: Scalar) -> None:
        """Accept None and the values of the declared type.

        Raises:
            FactValueError: The value is of another type, or a code outside the list.
        """
        if value is not None and not self._fits(value):
            raise FactValueError(self.name, value, self._expected())

    def _fits(self, value: Scalar) -> bool:
        if self.type == "bool":
            return isinstance(value, bool)
        if self.type == "int":
            return isinstance(value, int) and not isinstance(value, bool)
        if self.type == "code":
            return value in self.codes
        return isinstance(value, str) and _is_iso_date(value)

    def _expected(self) -> str:
        if self.type == "code":
            return "một trong " + ", ".join(self.codes)
        return {"bool": "True hoặc False", "int": "số nguyên"}.get(self.type, "ngày năm-tháng-ngày")


@dataclass(frozen=True, slots=True)
class MessageDeclaration:
    """A message a case may receive: who may send it and which form is filled in."""

    name: str
    title: str
    role: str
    form: str | None


@dataclass(frozen=True, slots=True)
class ProcedureInfo:
    """Everything ``procedure.toml`` and ``version.toml`` say.

    Attributes:
        subject: What a run is about: reception, petition or case.
        case_code: Prefix of case codes; empty when runs are no cases.
        kind: Petition kind it settles; empty when none.
        intake: Can be started from the intake screen.
        intake_step: First user task, completed by the screen that starts the run; empty when none
            or when it depends on the kind.
        intake_steps: Petition kind -> first user task, for every kind the intake screen offers.
        version_event: Event whose date picks the version.
        on_case: Is started on a case that is under way, by the screen of its first step.
        action_title: What starting it is called among the actions of the case.
        action_role: Role that may start it.
        while_terms: It may be started only while a deadline of one of these terms runs.
        ends_with_parent: Has no purpose once the run it was started on has ended.
        ends_with_terms: Has no purpose once no deadline of ``while_terms`` runs any more.
        several_at_once: May be started while it is under way; each run has deadlines of its own.
        enforces_decision: Is started on a decision in legal force that has to be enforced.
        terms: Terms whose starting event opens a deadline in this procedure.
        opens_when: Term -> facts that must have these values for it to be opened.
    """

    code: str
    title: str
    short_title: str
    subject: str
    case_code: str
    kind: str
    intake: bool
    intake_step: str
    intake_steps: Mapping[str, str]
    version_event: str
    effective_from: date
    legal_basis: str
    summary: str
    terms: tuple[str, ...]
    facts: Mapping[str, FactDeclaration]
    messages: Mapping[str, MessageDeclaration]
    on_case: bool
    action_title: str
    action_role: str
    while_terms: tuple[str, ...]
    ends_with_parent: bool
    ends_with_terms: bool
    several_at_once: bool
    enforces_decision: bool
    opens_when: Mapping[str, Mapping[str, Scalar]]

    @property
    def first_steps(self) -> frozenset[str]:
        """The first user tasks: one, or one for each kind of petition."""
        return frozenset((self.intake_step, *self.intake_steps.values())) - {""}

    def check_facts(self, values: Mapping[str, Scalar]) -> None:
        """Check names and values against the declarations.

        Raises:
            UndeclaredFactError: A name is not declared.
            FactValueError: A value does not fit its declaration.
        """
        for name, value in values.items():
            if name not in self.facts:
                raise UndeclaredFactError(name)
            self.facts[name].check(value)


def find_bundles(root: Path) -> tuple[Bundle, ...]:
    """Return every version of every procedure below ``root``, by code and date.

    Raises:
        DeclarationError: A version folder is not named by its date, or lacks a file.
    """
    versions = sorted(root.glob(f"*/*/{VERSION_FILE}"))
    return tuple(_read_bundle(version.parent) for version in versions)


def read_info(files: Mapping[str, bytes]) -> ProcedureInfo:
    """Return what the two TOML files of a version declare.

    Raises:
        DeclarationError: A file or key is missing, misspelt or of the wrong type.
    """
    procedure = TomlTable(PROCEDURE_FILE, _read_toml(files, PROCEDURE_FILE))
    version = TomlTable(VERSION_FILE, _read_toml(files, VERSION_FILE))
    info = ProcedureInfo(
        code=procedure.text("code"),
        title=procedure.text("title"),
        short_title=procedure.text("short_title"),
        subject=procedure.text("subject"),
        case_code=procedure.text("case_code", ""),
        kind=procedure.text("kind", ""),
        intake=procedure.take("intake", bool, default=False),
        intake_step=procedure.text("intake_step", ""),
        intake_steps=procedure.texts_by_name("intake_steps"),
        version_event=procedure.text("version_event"),
        effective_from=version.take("effective_from", date),
        legal_basis=version.text("legal_basis"),
        summary=version.text("summary"),
        terms=version.texts("terms"),
        facts={name: _fact(name, table) for name, table in version.tables("facts")},
        messages={name: _message(name, table) for name, table in version.tables("messages")},
        on_case=procedure.take("on_case", bool, default=False),
        action_title=procedure.text("action_title", ""),
        action_role=procedure.text("action_role", ""),
        while_terms=procedure.texts("while_terms"),
        ends_with_parent=procedure.take("ends_with_parent", bool, default=False),
        ends_with_terms=procedure.take("ends_with_terms", bool, default=False),
        several_at_once=procedure.take("several_at_once", bool, default=False),
        enforces_decision=procedure.take("enforces_decision", bool, default=False),
        opens_when={name: table.scalars() for name, table in version.tables("opens_when")},
    )
    info = _with_intake_steps(procedure, info)
    _check_action(procedure, info)
    _check_opens_when(version, info)
    procedure.refuse_the_rest()
    version.refuse_the_rest()
    return info


def _with_intake_steps(procedure: TomlTable, info: ProcedureInfo) -> ProcedureInfo:
    """One kind says ``kind`` and ``intake_step``, several say ``[intake_steps]``."""
    if not info.intake_steps:
        steps = {info.kind: info.intake_step} if info.intake else {}
        return replace(info, intake_steps=steps)
    if info.kind or info.intake_step or not info.intake:
        procedure.refuse("[intake_steps] cần intake và đứng thay cho kind, intake_step.")
    return info


def _check_action(procedure: TomlTable, info: ProcedureInfo) -> None:
    """A procedure started on a case says how, by whom and from which step; others say nothing."""
    said = (info.action_title, info.action_role)
    if info.on_case and not (all(said) and info.intake_step):
        procedure.refuse("on_case cần action_title, action_role và intake_step.")
    if info.on_case and (info.intake or info.subject != "case"):
        procedure.refuse('on_case cần subject = "case" và không đi cùng intake.')
    flags = ("ends_with_parent", "ends_with_terms", "several_at_once", "enforces_decision")
    if not info.on_case and (any(said) or info.while_terms or any(getattr(info, f) for f in flags)):
        names = ", ".join(("action_title", "action_role", "while_terms", *flags))
        procedure.refuse(f"{names} cần on_case.")
    if info.ends_with_terms and not info.while_terms:
        procedure.refuse("ends_with_terms cần while_terms.")


def _check_opens_when(version: TomlTable, info: ProcedureInfo) -> None:
    """A term opened on a condition is one of the version, and the condition asks its facts."""
    for term, facts in info.opens_when.items():
        if term not in info.terms:
            version.refuse(f"opens_when nêu «{term}» không có trong terms.")
        try:
            info.check_facts(facts)
        except (UndeclaredFactError, FactValueError) as error:
            version.refuse(f"opens_when.{term}: {error}")


def _fact(name: str, table: TomlTable) -> FactDeclaration:
    kind = table.text("type")
    codes = table.texts("codes")
    title = table.text("title")
    is_given = table.take("given", bool, default=False)
    table.refuse_the_rest()
    if kind not in _FACT_TYPES:
        table.refuse(f"type phải là một trong {', '.join(_FACT_TYPES)}.")
    if (kind == "code") != bool(codes):
        table.refuse("codes phải có khi type là code, và chỉ khi đó.")
    return FactDeclaration(name, cast("FactType", kind), codes, title, is_given)


def _message(name: str, table: TomlTable) -> MessageDeclaration:
    title, role, form = table.text("title"), table.text("role"), table.text("form", "")
    table.refuse_the_rest()
    return MessageDeclaration(name, title, role, form or None)


def _read_bundle(folder: Path) -> Bundle:
    paths = [folder.parent / PROCEDURE_FILE, *sorted(folder.iterdir())]
    files = {path.name: path.read_bytes() for path in paths if path.suffix in _SUFFIXES}
    place = f"{folder.parent.name}/{folder.name}"
    try:
        effective_from = date.fromisoformat(folder.name)
    except ValueError as error:
        raise DeclarationError(place, "thư mục phiên bản phải mang tên ngày hiệu lực.") from error
    info = read_info(files)
    if info.effective_from != effective_from:
        raise DeclarationError(place, "effective_from khác với tên thư mục.")
    if info.code != folder.parent.name:
        raise DeclarationError(place, "code khác với tên thư mục.")
    if DIAGRAM_FILE not in files:
        raise DeclarationError(place, f"thiếu {DIAGRAM_FILE}.")
    return Bundle(info.code, effective_from, files)


def _read_toml(files: Mapping[str, bytes], name: str) -> dict[str, object]:
    if name not in files:
        raise DeclarationError(name, "thiếu tệp này.")
    try:
        return tomllib.loads(files[name].decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DeclarationError(name, f"không phải TOML đúng cú pháp: {error}") from error


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
