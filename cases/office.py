"""What stays the same between requests: settings, clock, code lists, published rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock

from sqlalchemy import func, select

from cases.database import Database, Transaction
from cases.deadlines.calendar import CalendarDay, WorkingCalendar
from cases.deadlines.term_table import TermTables
from cases.directory.client import Directory
from cases.models import calendar_day, calendar_year, procedure_file, procedure_version
from cases.models.rule_revision import RuleRevision
from cases.regimes import RegimeTables
from cases.sealed.column import give_keys
from cases.sealed.keys import KeyFile
from cases.secrecy import is_secret
from cases.term_settings import TermSettings, read_term_settings
from config.catalogs import (
    DocumentType,
    EventCode,
    Lists,
    Role,
    read_documents,
    read_events,
    read_lists,
    read_roles,
)
from config.clock import Clock, OfficeClock, SystemClock
from config.delegation import Delegable, read_delegable
from config.denunciation_papers import read_denunciation_facts, read_denunciation_papers
from config.local_terms import read_local_terms
from config.lock_grounds import LockGrounds, read_lock_grounds
from config.role_titles import RoleTitles, read_role_titles, role_title
from config.settings import Settings
from config.unit_kinds import UnitKinds, read_unit_kinds
from engine.catalog import ProcedureInfo, read_info
from engine.parser import Procedure, parse
from forms.definition import parse_form
from forms.denunciations import AllowedInDenunciations
from forms.fields import Form
from forms.status_only import status_only

FORMS_FOLDER = "forms/"
TERM_TABLES_CODE = "deadlines"
REGIME_TABLES_CODE = "regimes"
GLOBAL_CODES = frozenset({TERM_TABLES_CODE, REGIME_TABLES_CODE})
"""Published like procedures, but their newest version serves every case."""


@dataclass(frozen=True)
class LoadedVersion:
    """A published version, parsed once and then shared by all threads."""

    id: int
    number: int
    effective_from: date
    files: Mapping[str, bytes]
    info: ProcedureInfo

    @cached_property
    def procedure(self) -> Procedure:
        """The diagram and its tables, ready to run."""
        diagrams = {name: text for name, text in self.files.items() if name.endswith(".bpmn")}
        tables = {name: text for name, text in self.files.items() if name.endswith(".dmn")}
        return parse(self.info.code, diagrams, tables)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Step -> form, as published with this version."""
        return {
            name.removeprefix(FORMS_FOLDER).removesuffix(".form"): parse_form(
                name.removeprefix(FORMS_FOLDER).removesuffix(".form"), content
            )
            for name, content in self.files.items()
            if name.startswith(FORMS_FOLDER)
        }

    def form(self, step: str | None, secrecy: str) -> Form | None:
        """Return what is asked at a step, if anything; of a secret record only its status."""
        if not step:
            return None
        return status_only(self.forms[step]) if is_secret(secrecy) else self.forms[step]

    def form_content(self, step: str) -> bytes:
        """Return the form-js JSON of one step."""
        return self.files[f"{FORMS_FOLDER}{step}.form"]

    def step_name(self, element: str) -> str:
        """Return the label of a step, of a message, or the id when the diagram has no such."""
        if element in self.procedure.steps:
            return self.procedure.steps[element].name
        if element in self.info.messages:
            return self.info.messages[element].title
        return element


@dataclass(frozen=True)
class Rules:
    """Calendar, term tables and what else holds for every case, as of one revision.

    Attributes:
        settings: Terms that units have made shorter for themselves.
        regimes: Which rules govern an act on a day.
    """

    revision: int
    calendar: WorkingCalendar
    terms: TermTables
    terms_version_id: int
    settings: TermSettings
    regimes: RegimeTables
    regimes_version_id: int


@dataclass
class Office:
    """One installation, as actions and queries see it."""

    settings: Settings
    database: Database
    directory: Directory | None
    keys: KeyFile
    clock: Clock
    roles: Mapping[str, Role]
    role_titles: RoleTitles
    unit_kinds: UnitKinds
    events: Mapping[str, EventCode]
    documents: Mapping[str, DocumentType]
    lists: Lists
    local_terms: frozenset[str]
    lock_grounds: LockGrounds
    delegable: Delegable
    denunciations: AllowedInDenunciations
    _versions: dict[int, LoadedVersion] = field(default_factory=dict)
    _rules: Rules | None = None
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Let the columns of the database that are sealed find the keys."""
        give_keys(self.database.engine.dialect, self.keys)

    def version(self, tx: Transaction, version_id: int) -> LoadedVersion:
        """Return a published version; it never changes, so it is read once."""
        found = self._versions.get(version_id)
        if found is None:
            with self._lock:
                found = self._versions.get(version_id) or _load_version(tx, version_id)
                self._versions[version_id] = found
        return found

    def rules(self, tx: Transaction, revision: int | None = None) -> Rules:
        """Return calendar and term tables, read anew when somebody changed them.

        Args:
            tx: The transaction of the caller.
            revision: The newest revision, if the caller has read it already.
        """
        if revision is None:
            revision = tx.scalar(select(func.max(RuleRevision.id))) or 0
        rules = self._rules
        if rules is None or rules.revision != revision:
            rules = _load_rules(tx, revision, before=rules)
            self._rules = rules
        return rules

    def calendar(self, tx: Transaction) -> WorkingCalendar:
        """Return the working-day calendar in force."""
        return self.rules(tx).calendar

    def terms(self, tx: Transaction) -> TermTables:
        """Return the term tables in force."""
        return self.rules(tx).terms

    def role_title(self, role: str, unit_kind: str | None = None) -> str:
        """Return what somebody with this role is called in a unit of this kind."""
        return role_title(self.roles, self.role_titles, role, unit_kind)

    def is_ready(self, tx: Transaction) -> bool:
        """Tell whether the installation can work: something is published, tables exist."""
        return self.rules(tx).terms_version_id > 0

    def today(self) -> date:
        """Return the office date."""
        return self.clock.today()


def open_office(settings: Settings, clock: Clock | None = None) -> Office:
    """Put together an installation from its settings; opens no connection yet.

    Raises:
        CatalogError: A code list under ``config/`` is wrong.
    """
    if clock is None:
        production = settings.is_production
        clock = SystemClock() if production else OfficeClock(settings.var / "office-clock")
    roles, documents = read_roles(), read_documents()
    return Office(
        settings=settings,
        database=Database(settings.database_url),
        directory=Directory(settings.directory) if settings.directory else None,
        keys=KeyFile(settings.keys),
        clock=clock,
        roles=roles,
        role_titles=read_role_titles(roles),
        unit_kinds=read_unit_kinds(),
        events=read_events(),
        documents=documents,
        lists=read_lists(),
        local_terms=read_local_terms(),
        lock_grounds=read_lock_grounds(),
        delegable=read_delegable(roles),
        denunciations=AllowedInDenunciations(
            read_denunciation_papers(documents), *read_denunciation_facts()
        ),
    )


def read_files(tx: Transaction, version_id: int) -> dict[str, bytes]:
    """Return the files of a published version."""
    table = procedure_file.ProcedureFile
    rows = tx.execute(select(table.name, table.content).where(table.version_id == version_id))
    return {name: content for name, content in rows}  # noqa: C416 - rows are not pairs for mypy


def _load_version(tx: Transaction, version_id: int) -> LoadedVersion:
    row = tx.get_one(procedure_version.ProcedureVersion, version_id)
    files = read_files(tx, version_id)
    return LoadedVersion(row.id, row.number, row.effective_from, files, read_info(files))


def _newest_version(tx: Transaction, code: str) -> int | None:
    version = procedure_version.ProcedureVersion
    return tx.scalar(
        select(version.id).where(version.code == code).order_by(version.number.desc()).limit(1)
    )


def _load_rules(tx: Transaction, revision: int, before: Rules | None) -> Rules:
    """Read what is in force; tables that are the same version as before are not parsed again."""
    terms_id = _newest_version(tx, TERM_TABLES_CODE) or 0
    regimes_id = _newest_version(tx, REGIME_TABLES_CODE) or 0
    if before is not None and before.terms_version_id == terms_id:
        terms = before.terms
    else:
        terms = TermTables.read(read_files(tx, terms_id))
    if before is not None and before.regimes_version_id == regimes_id:
        regimes = before.regimes
    else:
        regimes = RegimeTables.read(read_files(tx, regimes_id))
    days = {
        row.day: CalendarDay(row.day, row.is_working, row.reason, row.source)
        for row in tx.scalars(select(calendar_day.CalendarDay))
    }
    year = calendar_year.CalendarYear
    confirmed = frozenset(tx.scalars(select(year.year).where(year.is_confirmed)))
    return Rules(
        revision=revision,
        calendar=WorkingCalendar(days, confirmed),
        terms=terms,
        terms_version_id=terms_id,
        settings=read_term_settings(tx),
        regimes=regimes,
        regimes_version_id=regimes_id,
    )


def to_json(value: object) -> str:
    """Write a value for a text column, readable in Vietnamese."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
