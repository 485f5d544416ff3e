"""Sets an installation up, and brings it up to date: safe to run again."""

from dataclasses import dataclass

from sqlalchemy import delete, insert

from cases.actions.publish_version import Published, publish_version
from cases.database import Transaction
from cases.key_rotation.check import prepare_keys
from cases.key_rotation.first_sealing import seal_what_is_plain
from cases.models.calendar_day import CalendarDay
from cases.models.calendar_year import CalendarYear
from cases.models.denunciation_paper import DenunciationPaper
from cases.models.rule_revision import RuleRevision
from cases.office import Office
from cases.publishing.bundles import found_bundles
from cases.schema import upgrade
from cases.turns import CHANGE_OF_RULES, take_turn
from config.holidays import calendar_years

FIRST_YEAR = 2012
LAST_YEAR = 2040
"""Years without a file in between are computed and marked provisional."""


@dataclass(frozen=True, slots=True)
class Initialised:
    """What ``init`` did."""

    published: tuple[Published, ...]
    calendar_years: tuple[int, ...]


def init(office: Office) -> Initialised:
    """Create folders, keys and tables, load the calendar, publish the bundled procedures.

    Raises:
        KeysError: The official installation has no keys, or not those it needs.
        PublishingRefusedError: A bundled procedure does not pass the publishing checks.
    """
    office.settings.var.mkdir(parents=True, exist_ok=True)
    prepare_keys(office)
    upgrade(office.database)
    seal_what_is_plain(office.database, office.keys)
    with office.database.writing() as tx:
        years = _load_calendar(tx, office)
        _load_denunciation_papers(tx, office)
    published = []
    for bundle in found_bundles(office.settings.workflows, office.settings.forms):
        with office.database.writing() as tx:
            one = publish_version(tx, office, None, code=bundle.code, files=bundle.files)
            published.append(one)
    return Initialised(tuple(published), years)


def _load_calendar(tx: Transaction, office: Office) -> tuple[int, ...]:
    """Load the years that are not in the table yet; what the office changed stays."""
    take_turn(tx, CHANGE_OF_RULES)
    known = {row.year for row in tx.query(CalendarYear)}
    new = [
        year
        for year in calendar_years(office.settings.holidays, FIRST_YEAR, LAST_YEAR)
        if year.year not in known
    ]
    for year in new:
        tx.execute(insert(CalendarYear), [{"year": year.year, "is_confirmed": year.confirmed}])
        days = [
            {
                "day": day.day,
                "is_working": day.is_working,
                "reason": day.reason,
                "source": day.source,
            }
            for day in year.days
        ]
        if days:
            tx.execute(delete(CalendarDay).where(CalendarDay.day.in_([day["day"] for day in days])))
            tx.execute(insert(CalendarDay), days)
    if new:
        tx.execute(insert(RuleRevision), [{"what": "calendar", "at": office.clock.now()}])
    return tuple(year.year for year in new)


def _load_denunciation_papers(tx: Transaction, office: Office) -> None:
    """Tell the database which papers of a denunciation it may take."""
    rows = [{"type": code} for code in office.denunciations.papers]
    tx.execute(delete(DenunciationPaper))
    if rows:
        tx.execute(insert(DenunciationPaper), rows)
