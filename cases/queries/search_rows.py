"""What a line of "Tra cứu" shows of a case, or of a petition without one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select

from cases.database import Transaction
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.due_state import DueState
from cases.queries.highlights import Finder, Pieces
from cases.queries.outlook import Outlook, read_outlook
from cases.search.asked import Asked
from cases.secrecy import NOT_SECRET

LONGEST_TITLE = 200

Subject = tuple[str, int]
"""Kind and id of a record, as runs and deadlines name it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    key: int
    case_id: int | None
    petition_id: int | None

    @property
    def subject(self) -> Subject:
        """Name the record as runs and deadlines do."""
        return ("case", self.case_id) if self.case_id else ("petition", self.petition_id or 0)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """Somebody on the petition whose name was looked for; the author always."""

    role: str
    name: Pieces


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One line.

    Attributes:
        petition_codes: Petitions that the case settles; empty for a petition without a case.
        title: Empty when the record is secret, as are ``parties`` and ``snippet``.
        snippet: The part of the summary that holds what was looked for.
        steps: Names of the steps it waits for; empty when it is closed.
        due: The first open deadline.
        is_status_only: The person may look up its state and no more.
    """

    code: str
    petition_codes: tuple[str, ...]
    kind: str
    secrecy: str
    title: Pieces
    parties: tuple[FoundParty, ...]
    snippet: Pieces
    field: str | None
    unit: str
    received_on: date
    steps: tuple[str, ...]
    is_paused: bool
    due: DueState | None
    is_status_only: bool = False

    @property
    def is_secret(self) -> bool:
        """Tell whether only code and status may be shown."""
        return self.secrecy != NOT_SECRET


@dataclass(slots=True)
class _Papers:
    """The petitions behind one line."""

    petitions: list[Petition] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    summaries: list[str] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)


@dataclass(slots=True)
class Progress:
    """Where one record stands."""

    steps: list[str] = field(default_factory=list)
    is_paused: bool = False
    due_on: date | None = None
    is_provisional: bool = False


def search_rows(
    tx: Transaction, office: Office, hits: Sequence[Hit], asked: Asked
) -> tuple[SearchRow, ...]:
    """Return the lines of what was found, in the same order."""
    if not hits:
        return ()
    case_ids = [hit.case_id for hit in hits if hit.case_id]
    matters = {one.id: one for one in tx.scalars(select(Case).where(Case.id.in_(case_ids)))}
    papers = _papers(tx, hits)
    progress = progress_of(tx, [hit.subject for hit in hits])
    outlook = read_outlook(tx, office)
    units = _unit_names(tx, matters.values(), papers.values())
    finder = Finder(asked.words)
    return tuple(
        _row(
            matters.get(hit.case_id or 0),
            papers[hit],
            progress[hit.subject],
            units,
            finder,
            outlook,
        )
        for hit in hits
    )


def _row(
    matter: Case | None,
    papers: _Papers,
    progress: Progress,
    units: Mapping[int, str],
    finder: Finder,
    outlook: Outlook,
) -> SearchRow:
    first = papers.petitions[0] if papers.petitions else None
    record = matter or first
    if record is None:
        raise LookupError
    unit_id = record.settling_unit_id if isinstance(record, Case) else record.receiving_unit_id
    levels = {one.secrecy for one in (matter, *papers.petitions) if one} - {NOT_SECRET}
    is_secret = bool(levels)
    return SearchRow(
        code=record.code,
        petition_codes=tuple(one.code for one in papers.petitions) if matter else (),
        kind=record.kind,
        secrecy=max(levels) if levels else NOT_SECRET,
        title=() if is_secret else finder.marked(_title(matter, papers)),
        parties=() if is_secret else _found_parties(papers.parties, finder),
        snippet=() if is_secret else _snippet(matter, papers, finder),
        field=record.field,
        unit=units[unit_id],
        received_on=first.received_on if first else matter.opened_at.date() if matter else date.min,
        steps=tuple(dict.fromkeys(progress.steps)),
        is_paused=progress.is_paused,
        due=outlook.state(
            progress.due_on,
            unit_id,
            is_paused=progress.is_paused,
            is_provisional=progress.is_provisional,
        ),
    )


def _title(matter: Case | None, papers: _Papers) -> str:
    text = matter.title if matter else next(iter([*papers.titles, *papers.summaries]), "")
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rstrip()} …"


def _found_parties(parties: Iterable[Party], finder: Finder) -> tuple[FoundParty, ...]:
    return tuple(
        FoundParty(one.role, finder.marked(one.full_name))
        for one in parties
        if one.role == "author" or finder.found_in(one.full_name)
    )


def _snippet(matter: Case | None, papers: _Papers, finder: Finder) -> Pieces:
    """Return where a word stands that the line does not show otherwise."""
    shown = " ".join([_title(matter, papers), *(one.full_name for one in papers.parties)])
    known = finder.found_in(shown)
    if known == finder.words:
        return ()
    texts = (finder.snippet(text, known) for text in papers.summaries)
    return next((pieces for pieces in texts if pieces), ())


def _papers(tx: Transaction, hits: Sequence[Hit]) -> dict[Hit, _Papers]:
    of_case = {hit.case_id: hit for hit in hits if hit.case_id}
    alone = {hit.petition_id: hit for hit in hits if hit.petition_id}
    rows = tx.execute(
        select(PetitionCase.case_id, Petition, PetitionText.title, PetitionText.summary)
        .select_from(Petition)
        .outerjoin(
            PetitionCase,
            and_(PetitionCase.petition_id == Petition.id, PetitionCase.case_id.in_(of_case)),
        )
        .outerjoin(PetitionText, PetitionText.petition_id == Petition.id)
        .where(
            or_(
                Petition.id.in_(
                    select(PetitionCase.petition_id).where(PetitionCase.case_id.in_(of_case))
                ),
                Petition.id.in_(alone),
            )
        )
        .order_by(Petition.received_on, Petition.id)
    ).all()
    papers = {hit: _Papers() for hit in hits}
    owners: dict[int, list[Hit]] = {}
    for case_id, petition, title, summary in rows:
        hit = of_case[case_id] if case_id else alone[petition.id]
        papers[hit].petitions.append(petition)
        papers[hit].titles.extend([title] if title else [])
        papers[hit].summaries.extend([summary] if summary else [])
        owners.setdefault(petition.id, []).append(hit)
    parties = tx.scalars(select(Party).where(Party.petition_id.in_(owners)).order_by(Party.id))
    for party in parties:
        for hit in owners[party.petition_id]:
            papers[hit].parties.append(party)
    return papers


def progress_of(tx: Transaction, subjects: Sequence[Subject]) -> dict[Subject, Progress]:
    """Return where each record stands."""
    progress = {subject: Progress() for subject in subjects}
    ids = {kind: [one for each, one in subjects if each == kind] for kind in ("case", "petition")}

    def about(table: Any) -> Any:  # noqa: ANN401 - a table with subject columns
        return or_(
            *(and_(table.subject_kind == kind, table.subject_id.in_(ids[kind])) for kind in ids)
        )

    runs = select(Run.subject_kind, Run.subject_id).where(about(Run), Run.paused_since.is_not(None))
    for kind, subject_id in tx.execute(runs):
        progress[kind, subject_id].is_paused = True
    steps = select(WorkItem.case_id, WorkItem.petition_id, WorkItem.name).where(
        or_(WorkItem.case_id.in_(ids["case"]), WorkItem.petition_id.in_(ids["petition"]))
    )
    for case_id, petition_id, name in tx.execute(steps.order_by(WorkItem.id)):
        subject = ("case", case_id) if case_id else ("petition", petition_id or 0)
        progress[subject].steps.append(name)
    deadlines = select(
        Deadline.subject_kind, Deadline.subject_id, Deadline.due_on, Deadline.is_provisional
    ).where(about(Deadline), Deadline.closed_on.is_(None))
    for kind, subject_id, due_on, is_provisional in tx.execute(
        deadlines.order_by(Deadline.due_on.desc())
    ):
        progress[kind, subject_id].due_on = due_on
        progress[kind, subject_id].is_provisional = is_provisional
    return progress


def _unit_names(
    tx: Transaction, matters: Iterable[Case], papers: Iterable[_Papers]
) -> Mapping[int, str]:
    ids = {one.settling_unit_id for one in matters}
    ids |= {one.receiving_unit_id for each in papers for one in each.petitions}
    rows = tx.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {unit_id: name for unit_id, name in rows}  # noqa: C416
