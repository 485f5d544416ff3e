"""Who acts for whom in the demo: the chairman of the ward has delegated, so TUQ. can be seen."""

from collections.abc import Mapping
from datetime import timedelta

from cases.actions.delegate_powers import delegate_powers
from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.asked import DELEGATE, FROM, ISSUED_ON, NUMBER, TO, WHICH, powers_form
from cases.demo.people import WARD
from cases.office import Office
from cases.policy.delegated import ASSIGNING, MONITORING
from forms.fields import Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read

LASTS = timedelta(days=30)


def write_delegations(
    tx: Transaction, office: Office, staff: Mapping[tuple[str, str], Actor]
) -> None:
    """Let the head of the ward delegate from the day of the office on.

    Args:
        tx: A writing transaction.
        office: The office, on the day on which it is decided.
        staff: Unit and role -> who holds it.
    """
    head, delegate = staff[WARD, "head"], staff[WARD, "receptionist"]
    today = office.today()
    to = Option(str(delegate.account_id), delegate.name)
    typed = {
        DELEGATE: [to.value],
        WHICH: [ASSIGNING, MONITORING],
        FROM: [f"{today:%d/%m/%Y}"],
        TO: [f"{today + LASTS:%d/%m/%Y}"],
        NUMBER: ["15/UQ-UBND"],
        ISSUED_ON: [f"{today:%d/%m/%Y}"],
    }
    delegate_powers(
        tx,
        office,
        head,
        unit_id=head.assignments[0].unit_id,
        submission=read(
            powers_form(office), RawValues(typed), None, Limits(today), {DELEGATE: (to,)}
        ),
    )
