"""A term table read with bare hands: no decision engine, every form of a cell spelt out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
QUOTED = re.compile(r'"([^"]*)"')
UNEQUAL = re.compile(r'!= "([^"]*)"')
SINCE = re.compile(r'>= "([^"]*)"')
BETWEEN = re.compile(r'"([^"]*)" <= \? <= "([^"]*)"')


@dataclass(frozen=True)
class PlainRule:
    """One row: input -> cell, and the outputs that name and date it."""

    cells: Mapping[str, str]
    key: str
    effective_from: date
    effective_to: date | None

    @property
    def term(self) -> str:
        return QUOTED.fullmatch(self.cells["term"])[1]

    def covers(self, facts: Mapping[str, str | bool]) -> bool:
        return all(_covers(cell, facts[name]) for name, cell in self.cells.items())

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on <= (self.effective_to or date.max)


def plain_rules(content: bytes) -> Iterator[PlainRule]:
    table = ET.fromstring(content).find(f".//{DMN}decisionTable")  # noqa: S314 - our own file
    inputs = [one.findtext(f"{DMN}inputExpression/{DMN}text") for one in table.iter(f"{DMN}input")]
    outputs = [one.get("name") for one in table.iter(f"{DMN}output")]
    for rule in table.iter(f"{DMN}rule"):
        cells = [one.findtext(f"{DMN}text") for one in rule.iter(f"{DMN}inputEntry")]
        given = [one.findtext(f"{DMN}text").strip('"') for one in rule.iter(f"{DMN}outputEntry")]
        said = dict(zip(outputs, given, strict=True))
        yield PlainRule(
            dict(zip(inputs, cells, strict=True)),
            said["key"],
            date.fromisoformat(said["effective_from"]),
            date.fromisoformat(said["effective_to"]) if said["effective_to"] else None,
        )


def _covers(cell: str, value: object) -> bool:
    if cell in {"-", "true", "false"}:
        return cell == "-" or value is (cell == "true")
    if match := QUOTED.fullmatch(cell):
        return value == match[1]
    if match := UNEQUAL.fullmatch(cell):
        return value != match[1]
    if match := SINCE.fullmatch(cell):
        return value >= match[1]
    first, last = BETWEEN.fullmatch(cell).groups()
    return first <= value <= last
