"""What leaders and holders do about open steps, as tests say it."""

from dataclasses import dataclass

from sqlalchemy import select

from cases.actions.assign_items import Assigned, assign_items
from cases.actions.decline_hand_back import decline_hand_back
from cases.actions.propose_hand_back import propose_hand_back
from cases.actions.recall_item import recall_item
from cases.actor import Actor
from cases.assigning.asked import PAPER_FORM
from cases.models.note import Note
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.office import Office
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, read


@dataclass(frozen=True)
class Hands:
    """Gives, takes and asks in one office: ``hands.assign(head, item, to=officer)``."""

    office: Office

    def assign(
        self,
        by: Actor,
        *items: WorkItem,
        to: Actor | None,
        reason: str = "",
        paper: Submission | None = None,
    ) -> Assigned:
        """Assign steps as they stood on the leader's page."""
        with self.office.database.writing() as tx:
            return assign_items(
                tx,
                self.office,
                by,
                wanted={item.id: item.claimant_id or item.assignee_id for item in items},
                account_id=to.account_id if to else None,
                reason=reason,
                paper=paper,
            )

    def recall(self, by: Actor, item: WorkItem, reason: str = "Cần cân đối lại việc.") -> str:
        with self.office.database.writing() as tx:
            return recall_item(
                tx,
                self.office,
                by,
                item_id=item.id,
                holder_id=item.claimant_id or item.assignee_id or 0,
                reason=reason,
            )

    def propose(self, by: Actor, item: WorkItem, reason: str = "Tôi đi công tác.") -> str:
        with self.office.database.writing() as tx:
            return propose_hand_back(tx, self.office, by, item_id=item.id, reason=reason)

    def decline(self, by: Actor, item: WorkItem, reason: str = "Việc đã gần xong.") -> str:
        with self.office.database.writing() as tx:
            return decline_hand_back(tx, self.office, by, item_id=item.id, reason=reason)

    def paper(self, number: str = "88/QĐ-UBND", issued_on: str = "26/08/2026") -> Submission:
        """Read number and date of a decision as the page posts them."""
        posted = RawValues(number=[number], issued_on=[issued_on])
        return read(PAPER_FORM, posted, None, Limits(today=self.office.today()))

    @property
    def history(self) -> list[tuple[str, int | None, int | None, str]]:
        """Kind, from, to and reason of everything that was done, in order."""
        with self.office.database.reading() as tx:
            rows = tx.execute(
                select(WorkAssignment, Note.text)
                .outerjoin(Note, Note.id == WorkAssignment.reason_id)
                .order_by(WorkAssignment.id)
            )
            return [(row.kind, row.from_id, row.to_id, text or "") for row, text in rows]
