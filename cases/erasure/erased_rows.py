"""Empties the tables that may hold somebody, one by one."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, false, or_, select, update

from cases.database import Transaction
from cases.erasure.reach import Reach
from cases.folding import fold
from cases.models.answer import Answer
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.document import Document
from cases.models.draft import Draft
from cases.models.export import Export
from cases.models.file import File
from cases.models.note import Note
from cases.models.outbox import OutboxMessage
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.transfer import Transfer
from cases.sealed.keys import KeysError

ERASED = "(đã xóa)"
ERASED_PAPER = "erased"
_SHORTEST = 4
"""A shorter value of a person, a house number for instance, would be found everywhere."""


@dataclass(slots=True)
class ErasedRows:
    """What was taken out.

    Attributes:
        records: Table -> ids.
        hashes: Of the files whose rows are gone.
        tokens: Of the exports whose rows are gone.
    """

    records: dict[str, list[int]] = field(default_factory=dict)
    hashes: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def note(self, table: str, ids: Iterable[int]) -> None:
        """Note ids of a table, if there are any."""
        found = sorted(set(ids))
        if found:
            self.records[table] = found


def erase_rows(tx: Transaction, reach: Reach, *, keeps_parties: bool, now: datetime) -> ErasedRows:
    """Take out of every table what it holds of the reached petitions and cases.

    Args:
        tx: A writing transaction.
        reach: How far it goes.
        keeps_parties: Who is named as a party stays, and so do type, number and day of papers.
        now: The instant.
    """
    erased = ErasedRows()
    values = values_of_people(tx, reach)
    _papers(tx, reach, erased, keeps_parties=keeps_parties)
    _words(tx, reach, erased)
    _drafts(tx, reach, erased, values)
    _outside(tx, erased, values, now)
    if not keeps_parties:
        _people(tx, reach, erased)
    return erased


def values_of_people(tx: Transaction, reach: Reach) -> frozenset[str]:
    """Return what names the authors: name, address, and the numbers that the keys open.

    A restoration must erase, too, where the keys are not there yet.
    """
    people = (Party.petition_id.in_(reach.petitions), Party.role.in_(("author", "representative")))
    rows = list(tx.execute(select(Party.full_name, Party.address).where(*people)))
    with suppress(KeysError):
        rows += tx.execute(select(Party.id_number, Party.phone).where(*people))
    return frozenset(
        value for row in rows for value in row if value and len(fold(value)) >= _SHORTEST
    )


def _papers(tx: Transaction, reach: Reach, erased: ErasedRows, *, keeps_parties: bool) -> None:
    of = or_(Document.petition_id.in_(reach.petitions), Document.case_id.in_(reach.cases))
    rows = tx.execute(select(Document.id, Document.file_id).where(of)).all()
    emptied: dict[str, Any] = {"recipient": None, "file_id": None}
    if not keeps_parties:
        # Append-only events point at documents: the row stays, and says nothing.
        emptied |= {"type": ERASED_PAPER, "number": None, "number_f": None, "issued_on": None}
    _execute(tx, update(Document).where(of).values(**emptied))
    erased.note("document", (row.id for row in rows))
    files = {row.file_id for row in rows if row.file_id}
    shared = set(tx.scalars(select(Document.file_id).where(Document.file_id.in_(files))))
    gone = files - shared
    erased.hashes = sorted(set(tx.scalars(select(File.sha256).where(File.id.in_(gone)))))
    _execute(tx, delete(File).where(File.id.in_(gone)))
    erased.note("file", gone)


def _words(tx: Transaction, reach: Reach, erased: ErasedRows) -> None:
    steps = select(CaseStep.id).where(CaseStep.run_id.in_(reach.runs))
    answered = set(tx.scalars(select(Answer.step_id).where(Answer.step_id.in_(steps)).distinct()))
    _execute(tx, delete(Answer).where(Answer.step_id.in_(answered)))
    erased.note("answer", answered)
    about = or_(
        (Note.subject_kind == "petition") & Note.subject_id.in_(reach.petitions),
        (Note.subject_kind == "case") & Note.subject_id.in_(reach.cases),
    )
    erased.note("note", tx.scalars(select(Note.id).where(about)))
    _execute(tx, update(Note).where(about, Note.text != "").values(text=ERASED))
    texts = PetitionText.petition_id.in_(reach.petitions)
    erased.note("petition_text", tx.scalars(select(PetitionText.petition_id).where(texts)))
    _execute(tx, delete(PetitionText).where(texts))
    passed = Transfer.petition_id.in_(reach.petitions) & Transfer.return_reason.is_not(None)
    erased.note("transfer", tx.scalars(select(Transfer.id).where(passed)))
    _execute(tx, update(Transfer).where(passed).values(return_reason=ERASED))
    columns = {
        "title": "",
        "title_f": "",
        "complexity_document": None,
        "previous_body": None,
        "previous_number": None,
        "old_number": None,
    }
    _execute(tx, update(Case).where(Case.id.in_(reach.cases)).values(**columns))
    erased.note("case", reach.cases)


def _drafts(tx: Transaction, reach: Reach, erased: ErasedRows, values: Collection[str]) -> None:
    codes = set(tx.scalars(select(Case.code).where(Case.id.in_(reach.cases))))
    codes |= set(tx.scalars(select(Petition.code).where(Petition.id.in_(reach.petitions))))
    places = {f"{kind}:{run}" for kind in ("step", "message") for run in reach.runs}
    places |= {f"start:{code}" for code in codes}
    gone = [
        draft_id
        for draft_id, place, holds in _read_drafts(tx, {fold(value) for value in values})
        if holds or ":".join(place.split(":")[:2]) in places
    ]
    _execute(tx, delete(Draft).where(Draft.id.in_(gone)))
    erased.note("draft", gone)


def _read_drafts(tx: Transaction, sought: Collection[str]) -> list[tuple[int, str, bool]]:
    """Return id, place, and whether something sought stands in it.

    A draft of an intake form names no petition: what is typed there tells. What cannot be opened
    may hold anything.
    """
    try:
        rows = tx.execute(select(Draft.id, Draft.place, Draft.raw)).all()
    except KeysError:
        return [(row.id, row.place, True) for row in tx.execute(select(Draft.id, Draft.place))]
    return [(row.id, row.place, _holds(row.raw, sought)) for row in rows]


def _outside(tx: Transaction, erased: ErasedRows, values: Collection[str], now: datetime) -> None:
    """Empty messages that name somebody; take out every list that people have asked for.

    What stands in a list is not known here. Lists are kept for days and can be asked for again.
    """
    naming = or_(
        false(),
        *(
            column.contains(value, autoescape=True)
            for value in values
            for column in (OutboxMessage.text, OutboxMessage.subject)
        ),
    )
    unless_sent = case((OutboxMessage.sent_at.is_(None), now), else_=OutboxMessage.given_up_at)
    if values:
        erased.note("outbox", tx.scalars(select(OutboxMessage.id).where(naming)))
        _execute(
            tx,
            update(OutboxMessage)
            .where(naming)
            .values(subject=ERASED, text=ERASED, given_up_at=unless_sent),
        )
    rows = tx.execute(select(Export.id, Export.token)).all()
    _execute(tx, delete(Export).where(Export.id.in_([row.id for row in rows])))
    erased.tokens = [row.token for row in rows]
    erased.note("export", (row.id for row in rows))


def _people(tx: Transaction, reach: Reach, erased: ErasedRows) -> None:
    parties = Party.petition_id.in_(reach.petitions)
    erased.note("party", tx.scalars(select(Party.id).where(parties)))
    _execute(tx, delete(Party).where(parties))
    columns = {
        "signatory_count": None,
        "forwarded_document": None,
        "old_number": None,
        "paper_file_ref": None,
        "registration_token": None,
    }
    _execute(tx, update(Petition).where(Petition.id.in_(reach.petitions)).values(**columns))
    erased.note("petition", reach.petitions)


def _holds(raw: str, folded: Collection[str]) -> bool:
    text = fold(raw)
    return any(value in text for value in folded)


def _execute(tx: Transaction, statement: Any) -> None:  # noqa: ANN401 - any statement
    tx.execute(statement.execution_options(synchronize_session=False))
