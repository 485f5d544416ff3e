"""A throw-away office on SQLite: tables, calendar, published procedures and the demo people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cases.actor import Actor
from cases.demo.people import PEOPLE, create_people
from cases.installation import init
from cases.office import LoadedVersion, Office, open_office
from cases.queries.actors import actor_of
from cases.versions import version_on
from config.settings import read_settings

INTAKE = "triage"
PROCEDURES = (INTAKE, "complaint_first")
"""What a complaint goes through, in this order."""


@dataclass(frozen=True, slots=True)
class PreparedOffice:
    """An office with people; ``environ`` opens the same one in another process.

    Attributes:
        versions: Of the procedures of a complaint, as in force today.
    """

    office: Office
    environ: Mapping[str, str]
    people: Mapping[str, Actor]
    versions: tuple[LoadedVersion, ...]

    def version_with(self, element: str) -> LoadedVersion:
        """Return the first procedure of a complaint that has a step."""
        return next(one for one in self.versions if element in one.procedure.steps)


@contextmanager
def prepared_office(folder: Path | None = None) -> Iterator[PreparedOffice]:
    """Set an office up in ``folder``, or in one that is deleted at the end."""
    if folder is None:
        with (
            TemporaryDirectory(prefix="donthu-bench-") as name,
            prepared_office(Path(name)) as prepared,
        ):
            yield prepared
        return
    environ = {"DONTHU_ENV": "test", "DONTHU_VAR": str(folder), "DONTHU_LOG_LEVEL": "warning"}
    office = open_office(read_settings(environ))
    init(office)
    create_people(office)
    domain = office.settings.email_domain
    with office.database.reading() as tx:
        people = {
            one.mailbox: actor_of(tx, office, email=f"{one.mailbox}@{domain}") for one in PEOPLE
        }
        versions = tuple(
            office.version(tx, version_on(tx, code, office.today()).id) for code in PROCEDURES
        )
    try:
        yield PreparedOffice(office, environ, people, versions)
    finally:
        office.database.close()
