"""Reads ``tests/data/role_screens.csv``: what each role gets at each screen."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.catalogs import read_roles

TABLE = Path(__file__).parents[1] / "data" / "role_screens.csv"

SCREEN, WAY, ADDRESS, UNIT = HEADS = ("Màn hình", "Cách", "Địa chỉ", "Đơn vị")
SIGNED_OUT = "Chưa đăng nhập"
METHODS = {"xem": "GET", "gửi": "POST"}
OWN, OTHER, ANY = UNITS = ("mình", "khác", "chung")
"""Whose the things at the address are; ``chung`` where it speaks of none."""

MAY, LOOK, LEAD, FORBIDDEN, NOTHING, SIGN_IN = ANSWERS = (
    "được",
    "xem",
    "dẫn đi",
    "không",
    "như không có",
    "đăng nhập",
)
"""May act; sees a page without anything to act on; is led to another page; is told that it is not
allowed; gets the answer of what does not exist; has to sign in."""


@dataclass(frozen=True)
class Row:
    """One screen, seen from one side; ``cells`` by role, and by ``SIGNED_OUT``."""

    screen: str
    method: str
    address: str
    unit: str
    cells: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.address} ({self.unit})"


def columns() -> dict[str, str]:
    """Return who the columns are about: role, or ``SIGNED_OUT`` -> head of the column."""
    return {code: role.title for code, role in read_roles().items()} | {SIGNED_OUT: SIGNED_OUT}


def read_rows() -> Iterator[Row]:
    """Read the table; a head or word that it may not hold is refused."""
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [*HEADS, *columns().values()]
        for line in reader:
            cells = {who: line[head] for who, head in columns().items()}
            assert set(cells.values()) <= set(ANSWERS), line
            assert line[UNIT] in UNITS, line
            yield Row(line[SCREEN], METHODS[line[WAY]], line[ADDRESS], line[UNIT], cells)
