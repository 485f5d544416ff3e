"""What people of the demo have reported of the system: something waits for the IT person."""

from collections.abc import Mapping
from importlib.metadata import version

from cases.actions.move_trouble import move_trouble
from cases.actions.report_trouble import report_trouble
from cases.actor import Actor
from cases.database import Transaction
from cases.demo.people import WARD
from cases.office import Office
from cases.trouble.asked import KIND, TEXT, TroublePlace, trouble_form
from cases.trouble.states import ANSWERED, RECEIVED
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read

BROWSER = "Mozilla Firefox 128"
REPORTS = (
    ("petition_officer", "slow", "search.show", "/tra-cuu", "Tìm theo một chữ phải chờ lâu."),
    ("registrar", "help", "cases.show", "/ho-so/…", "Rút lại bước vừa làm xong ở đâu?"),
)
"""Who, kind, name and address of the page, words."""
ANSWER = "Mở hồ sơ, bấm Rút lại để sửa; chỉ được khi chưa ai mở bước sau."


def write_troubles(tx: Transaction, office: Office, staff: Mapping[tuple[str, str], Actor]) -> None:
    """Let two people of the ward report something; the second has an answer.

    Args:
        tx: A writing transaction.
        office: The office, on the day on which it happens.
        staff: Unit and role -> who holds it.
    """
    number = 0
    for role, kind, endpoint, page, words in REPORTS:
        number = report_trouble(
            tx,
            office,
            staff[WARD, role],
            submission=read(
                trouble_form(of_several_units=False),
                RawValues({KIND: [kind], TEXT: [words]}),
                None,
                Limits(office.today()),
            ),
            place=TroublePlace(endpoint, page, "", version("donthu"), BROWSER),
        )
    it_person = staff[WARD, "unit_it"]
    move_trouble(
        tx, office, it_person, report_id=number, seen=RECEIVED, state=ANSWERED, text=ANSWER
    )
