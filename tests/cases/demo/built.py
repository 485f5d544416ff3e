"""A demo office of some day, and what its pages show."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from cases import demo
from cases.actor import Actor
from cases.office import Office
from cases.queries.actors import actor_of
from cases.queries.case_page import case_page
from cases.queries.due_state import Urgency
from cases.queries.views import CaseView
from cases.queries.work_list import WorkFilter, work_list

THURSDAY = "2026-11-26 09:00"
BEFORE_TET = "2026-02-10 14:00"
FIRST_DAY_AFTER_TET = "2026-02-23 08:10"
BEFORE_THE_NEW_LAW = "2026-06-29 06:30"
AFTER_THE_NEW_LAW = "2026-07-15 16:30"
NEW_YEAR_SATURDAY = "2027-01-02 11:00"
SUNDAY = "2026-09-20 20:00"
HOLIDAY = "2026-09-02 09:00"
WORKING_DAYS = (THURSDAY, BEFORE_TET, BEFORE_THE_NEW_LAW, AFTER_THE_NEW_LAW)
DAYS_OFF = (NEW_YEAR_SATURDAY, SUNDAY, HOLIDAY)


@dataclass
class Built:
    """A demo office and what its pages show."""

    office: Office
    made: demo.DemoOffice

    @cached_property
    def cases(self) -> dict[str, CaseView]:
        """The pages as the inspectorate sees them, by what each shows."""
        with self.office.database.reading() as tx:
            inspector = self.person("buithih")
            return {
                one.shows: case_page(tx, self.office, inspector, code=one.code)
                for one in self.made.cases
            }

    @property
    def urgencies(self) -> Counter[Urgency]:
        """How many open steps have which due chip."""
        steps = [step for case in self.cases.values() for step in case.open_steps]
        return Counter(step.due.urgency for step in steps if step.due)

    def person(self, mailbox: str) -> Actor:
        with self.office.database.reading() as tx:
            return actor_of(tx, self.office, email=f"{mailbox}@danang.gov.vn")

    def counts(self, *mailboxes: str) -> dict[str, int]:
        """How many steps each of the people may do."""
        with self.office.database.reading() as tx:
            return {
                mailbox: work_list(
                    tx, self.office, self.person(mailbox), filters=WorkFilter()
                ).total
                for mailbox in mailboxes
            }

    def all(self, statement):
        with self.office.database.reading() as tx:
            return list(tx.execute(statement))
