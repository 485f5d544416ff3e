"""The units and people of the demo office."""

from dataclasses import dataclass

from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from cases.office import Office

WARD = "mau-an"
INSPECTORATE = "thanh-tra-mau"
OPERATOR = "don-vi-van-hanh-mau"

UNITS = (
    (INSPECTORATE, "Thanh tra thành phố Mẫu", "inspectorate", None),
    (WARD, "UBND phường Mẫu An", "ward", INSPECTORATE),
    (OPERATOR, "Đơn vị vận hành Mẫu", "operator", INSPECTORATE),
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
    """Create units and accounts; return the account ids by mailbox."""
    ids = {}
    with office.database.writing() as tx:
        for code, name, kind, parent in UNITS:
            create_unit(tx, office, None, code=code, name=name, kind=kind, parent_code=parent)
        for person in PEOPLE:
            ids[person.mailbox] = create_account(
                tx,
                office,
                None,
                email=f"{person.mailbox}@{office.settings.email_domain}",
                full_name=person.name,
                unit_code=person.unit,
                roles=person.roles,
                request_document="01/ĐN-MẪU",
            )
    return ids
