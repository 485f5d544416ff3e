"""Every reason for which publishing refuses a bundle."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select

from cases.database import Transaction
from cases.deadlines.errors import DeadlineError
from cases.deadlines.term_table import TermTables
from cases.models.deadline import Deadline
from cases.models.procedure_version import ProcedureVersion
from cases.models.run import Run
from cases.office import (
    FORMS_FOLDER,
    REGIME_TABLES_CODE,
    TERM_TABLES_CODE,
    Office,
    read_files,
)
from cases.publishing.denunciations import denunciation_problems
from cases.publishing.intake_forms import intake_problems
from cases.regimes import RegimeTableError, RegimeTables
from cases.runs.effects import effects
from engine.catalog import PROCEDURE_FILE, ProcedureInfo, read_info
from engine.errors import EngineError
from engine.lint import Finding, Known, lint
from forms.definition import FormDefinitionError, parse_form
from forms.publishing import check_form

if TYPE_CHECKING:
    from forms.fields import Form

UNIT_RELATIONS = frozenset({"receiving", "settling", "verifying", "superior", "monitoring"})


def check(
    tx: Transaction, office: Office, code: str, files: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return what forbids publishing, one Vietnamese line each; empty when nothing does."""
    if code == TERM_TABLES_CODE:
        return _check_terms(tx, office, files)
    if code == REGIME_TABLES_CODE:
        return _check_regimes(office, files)
    rules = office.rules(tx)
    problems = check_procedure(office, rules.terms, files, given_facts=rules.regimes.facts)
    return (*_code_problems(code, files), *problems)


def check_procedure(
    office: Office,
    terms: TermTables,
    files: Mapping[str, bytes],
    *,
    given_facts: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Check a procedure without looking at any running case.

    Args:
        office: The installation.
        terms: The term tables it will run with.
        files: The version.
        given_facts: Facts that the regime tables set.
    """
    found = findings(office, terms, files, given_facts=given_facts)
    errors = [line(finding) for finding in found if _stops(finding)]
    try:
        info = read_info(files)
    except EngineError as error:
        return (*errors, str(error))
    return (*errors, *_form_problems(office, info, files, terms))


def findings(
    office: Office,
    terms: TermTables,
    files: Mapping[str, bytes],
    *,
    given_facts: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return everything the lint finds, warnings and tips included."""
    return lint(files, known(office, terms, files, given_facts))


def known(
    office: Office, terms: TermTables, files: Mapping[str, bytes], given_facts: frozenset[str]
) -> Known:
    """Return the names a diagram may use in this installation."""
    return Known(
        roles=frozenset(office.roles),
        unit_relations=UNIT_RELATIONS,
        forms=frozenset(
            name.removeprefix(FORMS_FOLDER).removesuffix(".form")
            for name in files
            if name.startswith(FORMS_FOLDER)
        ),
        terms=frozenset(terms.terms),
        events=frozenset(office.events),
        effects=frozenset(effects()),
        documents=frozenset(office.documents),
        given_facts=given_facts,
    )


def line(finding: Finding) -> str:
    """Write a finding on one line."""
    return f"{finding.file} · {finding.element}: {finding.message}"


def _stops(finding: Finding) -> bool:
    return finding.severity == "error"


def _form_problems(
    office: Office, info: ProcedureInfo, files: Mapping[str, bytes], terms: TermTables
) -> list[str]:
    problems: list[str] = []
    forms: dict[str, Form] = {}
    for name, content in sorted(files.items()):
        if not name.startswith(FORMS_FOLDER):
            continue
        try:
            form = parse_form(name.removeprefix(FORMS_FOLDER).removesuffix(".form"), content)
        except FormDefinitionError as error:
            problems += [f"{name}: {problem}" for problem in error.problems]
        else:
            checked = check_form(
                form,
                facts={fact.name: (fact.type, fact.codes) for fact in info.facts.values()},
                events=frozenset(office.events),
                roles=frozenset(office.roles),
                lists=_lists(office),
                terms=frozenset(terms.terms),
                documents=frozenset(office.documents),
            )
            problems += [f"{name}: {problem}" for problem in checked]
            forms[name] = form
    problems += intake_problems(info, forms)
    return [*problems, *denunciation_problems(office, info, files, forms)]


def _lists(office: Office) -> dict[str, frozenset[str]]:
    lists = office.lists
    return {
        "sources": frozenset(lists.sources),
        "fields": frozenset(lists.fields),
        "not_accepted_grounds": frozenset(lists.not_accepted_grounds),
        "complexity_criteria": frozenset(lists.complexity_criteria),
        "suspension_grounds": frozenset(lists.suspension_grounds),
    }


def _code_problems(code: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        declared = read_info(files).code
    except EngineError:
        return ()  # said by the check of the procedure
    if declared == code:
        return ()
    return (f"{PROCEDURE_FILE}: ghi mã «{declared}»; muốn công bố với mã «{code}» thì sửa ở đây.",)


def _check_terms(tx: Transaction, office: Office, files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        terms = TermTables.read(files)
    except (DeadlineError, EngineError) as error:
        return (str(error),)
    return (
        *_unknown_events(office, terms),
        *(
            f"Bảng thời hạn thiếu «{term}» mà phiên bản {code} có hồ sơ đang giải quyết còn dùng."
            for code, term in _terms_in_use(tx)
            if term not in terms.terms
        ),
        *(
            f"{term}: thiếu dòng «{key}» mà thời hạn đang chạy còn dùng; "
            "không xóa dòng, hãy ghi ngày hết áp dụng."
            for term, key in _rows_in_use(tx)
            if term in terms.terms and key not in {row.key for row in terms.rows(term)}
        ),
    )


def _check_regimes(office: Office, files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        regimes = RegimeTables.read(files)
    except RegimeTableError as error:
        return (str(error),)
    named = (
        (regime, event) for regime in regimes.rows() for event in (regime.event, *regime.records)
    )
    unknown = [
        f"{regime.key}: sự kiện «{event}» không có trong danh mục sự kiện."
        for regime, event in named
        if event not in office.events
    ]
    return (*unknown, *regimes.overlaps())


def _unknown_events(office: Office, terms: TermTables) -> list[str]:
    return [
        f"{row.term}: dòng «{row.key}» nêu sự kiện «{event}» không có trong danh mục sự kiện."
        for term in terms.terms
        for row in terms.rows(term)
        for event in (row.starts_on, *row.ends_on)
        if event not in office.events
    ]


def _rows_in_use(tx: Transaction) -> list[tuple[str, str]]:
    rows = tx.execute(
        select(Deadline.term, Deadline.row_key).where(Deadline.closed_on.is_(None)).distinct()
    )
    return [(term, key) for term, key in rows]


def _terms_in_use(tx: Transaction) -> list[tuple[str, str]]:
    used = []
    rows = tx.execute(
        select(ProcedureVersion.id, ProcedureVersion.code)
        .join(Run, Run.version_id == ProcedureVersion.id)
        .where(Run.status == "running")
        .distinct()
    )
    for version_id, code in rows:
        info = read_info(read_files(tx, version_id))
        used += [(code, term) for term in info.terms]
    return used
