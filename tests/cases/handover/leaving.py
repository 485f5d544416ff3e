"""Somebody who hands over, as tests say it: ``leaving.opens("petition_officer")``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from cases.actions.cancel_handover import cancel_handover
from cases.actions.finish_handover import finish_handover
from cases.actions.give_duties import GivenDuties, give_duties
from cases.actions.lock_at_once import lock_at_once
from cases.actions.open_handover import open_handover
from cases.actor import Actor
from cases.handover.asked import EMERGENCY, LOCK, Plan
from cases.handover.duty import Duty
from cases.handover.minutes import Minutes
from cases.handover.open_duties import open_duties
from cases.handover.to_heads import MovedToHeads
from cases.models.account import Account
from cases.models.handed_over import HandedOver
from cases.models.handover import Handover
from cases.office import Office
from forms.submission import Submission


@dataclass
class Leaving:
    """One office, who administers it, and the minutes that were written."""

    office: Office
    administrator: Actor
    minutes: list[Minutes] = field(default_factory=list)

    def opens(self, person: Actor, by: Actor | None = None, **planned: Any) -> int:
        usual: dict[str, Any] = {
            "kind": LOCK,
            "ground": "moved",
            "number": "12/QĐ-UBND",
            "issued_on": date(2026, 8, 20),
            "from_day": self.office.today(),
        }
        with self.office.database.writing() as tx:
            return open_handover(
                tx,
                self.office,
                by or self.administrator,
                account_id=person.account_id,
                plan=Plan(**(usual | planned)),
            )

    def gives(
        self,
        person: Actor,
        to: Actor | None,
        *duties: Duty,
        by: Actor | None = None,
        paper: Submission | None = None,
    ) -> GivenDuties:
        """Give these duties, or all that there are, to one person."""
        asked = duties or self.duties(person)
        wanted = {one.key: to.account_id if to else None for one in asked}
        return self.gives_each(person, wanted, by=by, paper=paper)

    def gives_each(
        self,
        person: Actor,
        wanted: Mapping[str, int | None],
        *,
        by: Actor | None = None,
        paper: Submission | None = None,
    ) -> GivenDuties:
        with self.office.database.writing() as tx:
            return give_duties(
                tx,
                self.office,
                by or self.administrator,
                account_id=person.account_id,
                wanted=wanted,
                paper=paper,
            )

    def finishes(self, person: Actor, by: Actor | None = None) -> int:
        with self.office.database.writing() as tx:
            return finish_handover(
                tx,
                self.office,
                by or self.administrator,
                account_id=person.account_id,
                render=self.render,
            )

    def cancels(self, person: Actor, by: Actor | None = None) -> None:
        with self.office.database.writing() as tx:
            cancel_handover(tx, self.office, by or self.administrator, account_id=person.account_id)

    def locks_at_once(self, person: Actor, by: Actor | None = None) -> MovedToHeads:
        today = self.office.today()
        with self.office.database.writing() as tx:
            return lock_at_once(
                tx,
                self.office,
                by or self.administrator,
                account_id=person.account_id,
                plan=Plan(EMERGENCY, "unit_request", "77/UBND-VP", today, today),
                render=self.render,
            )

    def render(self, minutes: Minutes) -> bytes:
        """Take the minutes down instead of making a file."""
        self.minutes.append(minutes)
        return b"minutes"

    def duties(self, person: Actor) -> tuple[Duty, ...]:
        with self.office.database.reading() as tx:
            return open_duties(tx, self.office, person.account_id)

    def account(self, person: Actor) -> Account:
        with self.office.database.reading() as tx:
            return tx.get_one(Account, person.account_id)

    @property
    def handovers(self) -> list[Handover]:
        return self._all(Handover)

    @property
    def lines(self) -> list[HandedOver]:
        return self._all(HandedOver)

    def _all(self, table: Any) -> list[Any]:
        with self.office.database.reading() as tx:
            return list(tx.scalars(select(table).order_by(table.id)))
