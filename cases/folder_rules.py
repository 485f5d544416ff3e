"""Calendar and term tables for whoever computes a date: what is in force here, or what lies ready.

A date can be computed before anything is set up; then the files in the folders answer.
"""

from dataclasses import dataclass

from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.term_table import TermTables
from cases.installation import FIRST_YEAR, LAST_YEAR
from cases.office import TERM_TABLES_CODE, Office
from cases.readiness import Readiness, readiness
from config.holidays import calendar_years
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What a date is computed from.

    Attributes:
        calendar: The working days.
        terms: The term tables.
        are_published: Whether they are those in force here, not the files in the folders.
    """

    calendar: WorkingCalendar
    terms: TermTables
    are_published: bool


def clock_rules(office: Office) -> ClockRules:
    """Return the rules in force, or those in the folders while none are.

    Raises:
        TermTableError: A file of the folders is wrong.
        CalendarFileError: The same of the calendar.
    """
    if readiness(office) is Readiness.READY:
        with office.database.reading() as tx:
            rules = office.rules(tx)
        if rules.terms_version_id:
            return ClockRules(rules.calendar, rules.terms, are_published=True)
    return _in_folders(office.settings)


def _in_folders(settings: Settings) -> ClockRules:
    files = {
        path.name: path.read_bytes()
        for path in (settings.workflows / TERM_TABLES_CODE).glob("*.dmn")
    }
    years = calendar_years(settings.holidays, FIRST_YEAR, LAST_YEAR)
    return ClockRules(
        WorkingCalendar.from_years(years), TermTables.read(files), are_published=False
    )
