"""The units and people among whom most of the demo happens: a ward, and who oversees it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from cases.database import Transaction
from cases.office import Office

WARD = "mau-an"
CITY = "thanh-pho-mau"
INSPECTORATE = "thanh-tra-mau"
OPERATOR = "don-vi-van-hanh-mau"

UNITS = (
    (CITY, "UBND thành phố Mẫu", "city", None),
    (INSPECTORATE, "Thanh tra thành phố Mẫu", "inspectorate", CITY),
    (WARD, "UBND phường Mẫu An", "ward", CITY),
    (OPERATOR, "Đơn vị vận hành Mẫu", "operator", CITY),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A demo person; ``mailbox`` is the part before the @."""

    name: str
    mailbox: str
    unit: str
    roles: tuple[str, ...]


PEOPLE = (
    Person("Nguyễn Văn A", "nguyenvana", WARD, ("petition_officer",)),
    Person("Trần Thị B", "tranthib", WARD, ("registrar",)),
    Person("Hoàng Văn Đ", "hoangvand", WARD, ("receptionist",)),
    Person("Võ Thị E", "vothie", WARD, ("section_head",)),
    Person("Lê Văn C", "levanc", WARD, ("head",)),
    Person("Phan Văn T", "phanvant", WARD, ("verifier",)),
    Person("Bùi Thị H", "buithih", INSPECTORATE, ("inspectorate", "rule_editor")),
    Person("Đỗ Văn I", "dovani", OPERATOR, ("administrator",)),
)


def create_people(office: Office) -> dict[str, int]:
    """Create these units and accounts; return the account ids by mailbox."""
    with office.database.writing() as tx:
        return write_people(tx, office, UNITS, PEOPLE)


def write_people(
    tx: Transaction,
    office: Office,
    units: Iterable[tuple[str, str, str, str | None]],
    people: Iterable[Person],
) -> dict[str, int]:
    """Create units and accounts in the caller's transaction."""
    for code, name, kind, parent in units:
        create_unit(tx, office, None, code=code, name=name, kind=kind, parent_code=parent)
    return {
        person.mailbox: create_account(
            tx,
            office,
            None,
            email=address_of(person, office),
            full_name=person.name,
            unit_code=person.unit,
            roles=person.roles,
            request_document="01/ĐN-MẪU",
        )
        for person in people
    }


def address_of(person: Person, office: Office) -> str:
    """Return the address a person signs in with."""
    return f"{person.mailbox}@{office.settings.email_domain}"
