"""Some rows of a register with what stands behind them, read together when first asked for."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.models.account import Account
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.decision import Decision
from cases.models.document import Document
from cases.models.enforcement import Enforcement
from cases.models.enforcement_event import EnforcementEvent
from cases.models.event import Event
from cases.models.fact import Fact
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.subjects import about, belongs_to
from reports.registers.definition import Register
from reports.registers.entry import Entry, Rows

AMOUNTS = (
    "recover_money",
    "recover_land",
    "return_money_organisation",
    "return_land_organisation",
    "return_money_individual",
    "return_land_individual",
    "beneficiaries_organisation",
    "beneficiaries_individual",
    "discipline_recommended",
    "of_which_officials",
)
"""What a decision obliges to: columns of ``decision``, and of ``enforcement`` when it is there."""


class Batch:
    """The entries and the tables around them; each table is read once, in one statement."""

    def __init__(
        self, tx: Transaction, office: Office, register: Register, entries: Sequence[Entry]
    ) -> None:
        self._tx = tx
        self.office = office
        self.today = office.today()
        self._register = register
        self._entries = entries
        self._subjects = sorted({one for entry in entries for one in entry.subjects})

    @cached_property
    def petitions(self) -> Rows:
        """Petition id -> code, day of receipt, and code of the one it is a duplicate of."""
        first = aliased(Petition)
        columns = (Petition.id, Petition.code, Petition.received_on, Petition.kind)
        return self._of_ids(
            select(*columns, first.code.label("duplicate_of")).outerjoin(
                first, first.id == Petition.duplicate_of_id
            ),
            Petition.id.in_(self._ids("petition")),
        )

    @cached_property
    def cases(self) -> Rows:
        """Case id -> code."""
        return self._of_ids(select(Case.id, Case.code), Case.id.in_(self._ids("case")))

    @cached_property
    def texts(self) -> Rows:
        """Petition id -> what it says."""
        text = PetitionText
        return self._of_ids(
            select(text.petition_id, text.title, text.summary, text.request),
            text.petition_id.in_(self._ids("petition")),
        )

    @cached_property
    def parties(self) -> Rows:
        """Petition id -> people and bodies; a denunciation's never, whatever there is."""
        return self._of_ids(
            select(Party.petition_id, Party.role, Party.full_name, Party.address).order_by(
                Party.id
            ),
            Party.petition_id.in_(self._ids("petition")),
            Party.petition_kind != "denunciation",
        )

    @cached_property
    def documents(self) -> Rows:
        """Subject -> documents of the types that the register shows."""
        columns = (
            Document.case_id,
            Document.petition_id,
            Document.type,
            Document.number,
            Document.issued_on,
            Document.recipient,
            Document.secrecy,
        )
        rows = self._tx.execute(
            select(*columns)
            .where(
                belongs_to(Document, self._subjects),
                Document.type.in_(self._register.codes_of("document")),
                Document.voided_at.is_(None),
            )
            .order_by(Document.id)
        )
        return _grouped(
            (("case", row.case_id) if row.case_id else ("petition", row.petition_id), row)
            for row in rows
        )

    @cached_property
    def events(self) -> Rows:
        """Subject -> events of the codes that the register shows; corrected ones left out."""
        columns = (Event.id, Event.code, Event.occurred_on, Event.corrects_id)
        rows = self._about(
            Event, columns, Event.code.in_(self._register.codes_of("event")), order=Event.id
        )
        corrected = {row.corrects_id for row in rows}
        return _grouped(
            ((row.subject_kind, row.subject_id), row) for row in rows if row.id not in corrected
        )

    @cached_property
    def deadlines(self) -> Rows:
        """Subject -> deadlines of the terms that the register shows, the newest last."""
        columns = (
            Deadline.term,
            Deadline.due_on,
            Deadline.closed_on,
            Deadline.late_by_law,
            Deadline.late_in_system,
        )
        terms = self._register.codes_of("due", "timely_by_law", "timely_in_system")
        rows = self._about(Deadline, columns, Deadline.term.in_(terms), order=Deadline.id)
        return _grouped(((row.subject_kind, row.subject_id), row) for row in rows)

    @cached_property
    def extended(self) -> Rows:
        """Subject -> the computations of those deadlines that were extended."""
        rows = self._about(
            Deadline,
            (Deadline.computation,),
            Deadline.term.in_(self._register.codes_of("extensions")),
            Deadline.computation.like('%"extensions":[[%'),
            order=Deadline.id,
        )
        return _grouped(((row.subject_kind, row.subject_id), row) for row in rows)

    @cached_property
    def facts(self) -> Rows:
        """Subject -> facts that the register shows."""
        names = [one.name for one in self._register.columns if one.measure == "fact"]
        rows = self._about(Fact, (Fact.name, Fact.value), Fact.name.in_(names), order=Fact.name)
        return _grouped(((row.subject_kind, row.subject_id), row) for row in rows)

    @cached_property
    def open_steps(self) -> Rows:
        """Subject -> names of the steps at which it stands."""
        rows = self._tx.execute(
            select(WorkItem.case_id, WorkItem.petition_id, WorkItem.name)
            .where(belongs_to(WorkItem, self._subjects))
            .order_by(WorkItem.id)
        )
        return _grouped(
            (("case", row.case_id) if row.case_id else ("petition", row.petition_id), row.name)
            for row in rows
        )

    @cached_property
    def decisions(self) -> Rows:
        """Case id -> decisions with who signed."""
        return self._of_ids(
            select(
                Decision.case_id,
                Decision.number,
                Decision.signed_on,
                Decision.outcome,
                Account.full_name.label("signer"),
                Decision.enforcement_required,
                *(getattr(Decision, name) for name in AMOUNTS),
            )
            .outerjoin(Account, Account.id == Decision.signer_id)
            .order_by(Decision.id),
            Decision.case_id.in_(self._ids("case")),
        )

    @cached_property
    def suspensions(self) -> Rows:
        """Case id -> suspensions."""
        one = Suspension
        return self._of_ids(
            select(one.case_id, one.suspended_on, one.resumed_on, one.ended_on).order_by(one.id),
            one.case_id.in_(self._ids("case")),
        )

    @cached_property
    def enforcements(self) -> Rows:
        """Case id -> enforcements."""
        one = Enforcement
        return self._of_ids(
            select(
                one.case_id,
                one.required_from,
                one.done_on,
                one.result,
                *(getattr(one, name) for name in AMOUNTS),
            ).order_by(one.id),
            one.case_id.in_(self._ids("case")),
        )

    @cached_property
    def enforced(self) -> Rows:
        """Case id -> what has been carried out, with how much."""
        done = EnforcementEvent
        return self._of_ids(
            select(Enforcement.case_id, done.what, done.recipient, done.amount)
            .join(done, done.enforcement_id == Enforcement.id)
            .order_by(done.id),
            Enforcement.case_id.in_(self._ids("case")),
        )

    @cached_property
    def transfers(self) -> Rows:
        """Petition id -> where it was passed on to."""
        return self._of_ids(
            select(
                Transfer.petition_id,
                func.coalesce(Unit.name, Transfer.to_body).label("to"),
                Transfer.sent_on,
                Transfer.status,
            )
            .outerjoin(Unit, Unit.id == Transfer.to_unit_id)
            .order_by(Transfer.id),
            Transfer.petition_id.in_(self._ids("petition")),
        )

    @cached_property
    def assigned(self) -> Rows:
        """Case id -> who was named for something in its runs."""
        return self._of_ids(
            select(Run.subject_id, Assignment.name, Account.full_name)
            .join(Assignment, Assignment.run_id == Run.id)
            .join(Account, Account.id == Assignment.account_id)
            .order_by(Run.id),
            Run.subject_kind == "case",
            Run.subject_id.in_(self._ids("case")),
        )

    def _ids(self, kind: str) -> list[int]:
        return [one for of_kind, one in self._subjects if of_kind == kind]

    def _of_ids(self, statement: Any, *conditions: ColumnElement[bool]) -> Rows:  # noqa: ANN401
        rows = self._tx.execute(statement.where(*conditions))
        return _grouped((row[0], row) for row in rows)

    def _about(
        self,
        table: Any,  # noqa: ANN401 - a table with subject_kind and subject_id
        columns: Sequence[Any],
        *conditions: ColumnElement[bool],
        order: Any,  # noqa: ANN401 - a column
    ) -> Sequence[Row[Any]]:
        statement = select(table.subject_kind, table.subject_id, *columns)
        where = (about(table, self._subjects), *conditions)
        return self._tx.execute(statement.where(*where).order_by(order)).all()


def _grouped(pairs: Any) -> Rows:  # noqa: ANN401 - pairs of key and row
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found
