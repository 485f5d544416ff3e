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

PROCEDURE = "complaint_first"


@dataclass(frozen=True, slots=True)
class PreparedOffice:
    """An office with people; ``environ`` opens the same one in another process."""

    office: Office
    environ: Mapping[str, str]
    people: Mapping[str, Actor]
    version: LoadedVersion


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
        version = office.version(tx, version_on(tx, PROCEDURE, office.today()).id)
    try:
        yield PreparedOffice(office, environ, people, version)
    finally:
        office.database.close()
