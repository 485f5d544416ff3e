"""An office in which each role is held by somebody who holds no other, in a ward and beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cases.actions.create_account import create_account
from cases.actor import Actor
from cases.demo.people import INSPECTORATE, OPERATOR, WARD
from cases.office import Office
from cases.queries.actors import actor_of
from config.catalogs import read_roles
from tests.cases import installations
from tests.cases.installations import OTHER_WARD
from tests.screens.bodies import bodies
from tests.screens.table import OTHER, OWN
from tests.screens.things import Ward
from tests.screens.tries import Tries

CITY = {"inspectorate": INSPECTORATE, "rule_editor": INSPECTORATE, "administrator": OPERATOR}
"""Roles that are held for the whole city, and where: they have no side."""


@contextmanager
def screens(folder: Path) -> Iterator[Tries]:
    """Open the office with all its things."""
    with installations.sqlite_office(folder) as office:
        own = {role: _only(office, role, CITY.get(role, WARD)) for role in read_roles()}
        strangers = {
            role: own[role] if role in CITY else _only(office, role, OTHER_WARD) for role in own
        }
        things = Ward(office, own, strangers).things()
        accounts = {(OWN, role): actor.account_id for role, actor in own.items()}
        accounts |= {(OTHER, role): actor.account_id for role, actor in strangers.items()}
        tries = Tries(office, accounts, things, bodies(office, own, things))
        yield tries
        tries.close()


def _only(office: Office, role: str, unit_code: str) -> Actor:
    """Create somebody who holds just this role."""
    email = f"chi-{role}.{unit_code}@{office.settings.email_domain}"
    with office.database.writing() as tx:
        create_account(
            tx,
            office,
            None,
            email=email,
            full_name=f"Chỉ {role} {unit_code}",
            unit_code=unit_code,
            roles=(role,),
            request_document="01/ĐN-MẪU",
        )
        return actor_of(tx, office, email=email)
