"""Cases that a petition has opened: they begin with an event of the petition, so they follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cases.amendments.corrected_deadlines import CorrectedDeadline, corrected_deadlines
from cases.amendments.current_events import CurrentEvent, current_events
from cases.database import Transaction
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.office import Office
from cases.runs.locked_run import LockedRun, lock_run


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case of the petition, its settlement locked."""

    run: LockedRun
    events: tuple[CurrentEvent, ...]

    def dates(self, corrected: Mapping[CurrentEvent, date]) -> dict[int, date]:
        """Return which of its events follow, and to which date: no step of its own recorded them.

        Args:
            corrected: Event of the petition -> its corrected date.
        """
        return {
            own.id: day
            for event, day in corrected.items()
            for own in self.events
            if own.step_id is None
            and (own.code, own.occurred_on) == (event.code, event.occurred_on)
        }


@dataclass(frozen=True, slots=True)
class FollowingCase:
    """What a correction of the petition does to one of its cases."""

    run: LockedRun
    events: tuple[CurrentEvent, ...]
    dates: dict[int, date]
    deadlines: tuple[CorrectedDeadline, ...]


def opened_cases(tx: Transaction, office: Office, run: LockedRun) -> tuple[OpenedCase, ...]:
    """Return the cases of a petition; none for a run that is about a case itself."""
    if run.petition_id is None:
        return ()
    settlements = tx.scalars(
        select(func.min(Run.id))
        .join(PetitionCase, PetitionCase.case_id == Run.subject_id)
        .where(
            Run.subject_kind == "case",
            Run.parent_run_id.is_(None),
            PetitionCase.petition_id == run.petition_id,
        )
        .group_by(Run.subject_id)
    ).all()
    locked = (lock_run(tx, office, run_id) for run_id in sorted(settlements))
    return tuple(OpenedCase(one, current_events(tx, one)) for one in locked)


def following_cases(
    tx: Transaction,
    cases: tuple[OpenedCase, ...],
    corrected: Mapping[CurrentEvent, date],
) -> tuple[FollowingCase, ...]:
    """Work out what the corrected dates of a petition do to its cases; nothing is written."""
    found = []
    for case in cases:
        dates = case.dates(corrected)
        if dates:
            deadlines = corrected_deadlines(tx, case.run, case.events, dates, facts_changed=False)
            found.append(FollowingCase(case.run, case.events, dates, deadlines))
    return tuple(found)
