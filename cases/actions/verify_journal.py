"""Checks the seals of the journal and writes down the outcome."""

from cases import journal
from cases.errors import CasesError
from cases.office import Office
from proof.heads import Head
from proof.keys import KeysError
from proof.report import Report
from proof.stored import UnreadableError
from proof.verify import verify


class JournalNotCheckedError(CasesError):
    """The journal could not be checked; the message says why, in Vietnamese."""


def verify_journal(
    office: Office, *, given: tuple[Head, ...] = (), since: Head | None = None
) -> Report:
    """Check the journal and add an entry with what was found.

    Opens its own transactions: a long journal takes a minute, in which others go on working.

    Args:
        office: The installation.
        given: Heads known from elsewhere, such as from the mail to the inspectorate.
        since: A head that is trusted: only what came after it is checked.

    Raises:
        JournalNotCheckedError: The keys or the database cannot be read.
    """
    settings = office.settings
    url = office.database.url.render_as_string(hide_password=False)
    try:
        report = verify(
            url, settings.journal_keys, settings.journal_heads, given=given, since=since
        )
    except (KeysError, UnreadableError) as error:
        raise JournalNotCheckedError(str(error)) from error
    with office.database.writing() as tx:
        detail = {
            "since": since.number if since else 0,
            "number": report.number,
            "faults": report.fault_count,
        }
        journal.write(tx, office, None, "verify_journal", detail=detail)
    return report
