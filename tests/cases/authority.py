"""Who acts for whom in one office, as tests say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from cases.actions.appoint_substitute import appoint_substitute
from cases.actions.delegate_powers import delegate_powers
from cases.actions.end_delegation import end_delegation
from cases.actor import Actor
from cases.delegations.asked import leave_form, powers_form
from cases.models.delegation import Delegation
from cases.models.journal_entry import JournalEntry
from cases.office import Office
from cases.queries.actors import actor_with_account
from cases.sweeps.ended_delegations import sweep
from config.clock import TIME_ZONE
from forms.fields import Form, Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, read

ALL_POWERS = ["assigning", "monitoring", "progress"]


@dataclass(frozen=True)
class Authority:
    """Gives and takes: ``authority.delegate(head, officer, powers=["assigning"])``."""

    office: Office

    def delegate(self, by: Actor, to: Actor, **typed: list[str] | str) -> int:
        """Let a head delegate from today to the end of the month, or as typed."""
        answers = {"powers": ALL_POWERS, "delegate": str(to.account_id)} | typed
        submission = self._read(powers_form(self.office), answers, {"delegate": to})
        with self.office.database.writing() as tx:
            return delegate_powers(
                tx,
                self.office,
                by,
                unit_id=by.assignments[0].unit_id,
                submission=submission,
            )

    def appoint(self, by: Actor, substitute: Actor, away: Actor, **typed: str) -> int:
        """Let a leader appoint a substitute for the same days."""
        answers = {"delegate": str(substitute.account_id), "away": str(away.account_id)} | typed
        submission = self._read(leave_form(), answers, {"delegate": substitute, "away": away})
        with self.office.database.writing() as tx:
            return appoint_substitute(
                tx,
                self.office,
                by,
                unit_id=by.assignments[0].unit_id,
                submission=submission,
            )

    def end(self, by: Actor, delegation_id: int) -> int:
        """Let somebody revoke it."""
        with self.office.database.writing() as tx:
            return end_delegation(tx, self.office, by, delegation_id=delegation_id)

    def now(self, person: Actor) -> Actor:
        """Return the person with what is in force at this moment."""
        with self.office.database.reading() as tx:
            return actor_with_account(tx, self.office, account_id=person.account_id)

    def set_clock(self, day: date, at: time = time(10)) -> None:
        """Move the clock, without a sweep."""
        self.office.clock.set(datetime.combine(day, at, TIME_ZONE))  # type: ignore[attr-defined]

    def sweep(self) -> int:
        """End what is over."""
        return sweep(self.office)

    def row(self, delegation_id: int) -> Delegation:
        """Return what the database holds."""
        with self.office.database.reading() as tx:
            return tx.get_one(Delegation, delegation_id)

    def entries(self, action: str) -> list[JournalEntry]:
        """Return what the journal says of an action, in order."""
        of_action = select(JournalEntry).where(JournalEntry.action == action)
        with self.office.database.reading() as tx:
            return list(tx.scalars(of_action.order_by(JournalEntry.id)))

    def _read(
        self, form: Form, typed: Mapping[str, list[str] | str], people: Mapping[str, Actor]
    ) -> Submission:
        today = self.office.today()
        usual = {
            "valid_from": f"{today:%d/%m/%Y}",
            "valid_to": f"{today + timedelta(days=5):%d/%m/%Y}",
            "number": "12/UQ-UBND",
            "issued_on": f"{today:%d/%m/%Y}",
        }
        answers = {
            key: one if isinstance(one, list) else [one] for key, one in {**usual, **typed}.items()
        }
        choices = {key: (Option(str(one.account_id), one.name),) for key, one in people.items()}
        return read(form, RawValues(answers), None, Limits(today), choices)
