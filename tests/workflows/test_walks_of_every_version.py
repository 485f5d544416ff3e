"""Random walks through every bundled version: it runs, it ends, and it is stored without loss."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from engine.catalog import Bundle, FactDeclaration, find_bundles, read_info
from engine.diagram_scopes import Scope, processes, scopes_of
from engine.parser import parse
from engine.safe_xml import read_xml
from engine.values import Scalar
from tests.engine.reference import Reference
from tests.engine.walk import InMemory, Player, Stored, Subject, Walk, in_any_order, in_order

BUNDLES = find_bundles(Path(__file__).parents[2] / "workflows")
WALKS = 25
MOST_WALKS = 200
MOVES = 60


def name_of(bundle: Bundle) -> str:
    return f"{bundle.code} {bundle.effective_from}"


def files(bundle: Bundle, suffix: str) -> dict[str, bytes]:
    return {name: content for name, content in bundle.files.items() if name.endswith(suffix)}


@cache
def subject(number: int) -> Subject:
    bundle = BUNDLES[number]
    procedure = parse(bundle.code, files(bundle, ".bpmn"), files(bundle, ".dmn"))
    numbers = numbers_in(b"".join(bundle.files.values()).decode())
    facts = read_info(bundle.files).facts
    choices = {name: values(fact, numbers) for name, fact in facts.items()}
    # A form has yet to fill them; sizes cannot be compared before one has.
    routing = ("code", "bool")
    empty = [name for name, fact in facts.items() if fact.type in routing and not fact.is_given]
    return Subject(procedure, choices, dict.fromkeys(empty))


def values(fact: FactDeclaration, numbers: Sequence[int]) -> Sequence[Scalar]:
    return {
        "code": fact.codes,
        "bool": (True, False),
        "int": numbers,
        "date": ("2012-07-01", "2025-06-30", "2026-07-01", "2026-12-31"),
    }[fact.type]


def numbers_in(text: str) -> Sequence[int]:
    """The numbers a procedure compares with, and their neighbours."""
    compared = re.findall(r"(?:[<>=]|&lt;|&gt;)\s*(\d+)\b", text)
    return sorted({0, 1} | {int(each) + offset for each in compared for offset in (-1, 0, 1)})


@cache
def walks(number: int) -> Sequence[Walk]:
    """Walk until every flow was taken, each walk looking for what the ones before it missed."""
    found: list[Walk] = []
    missing = subject(number).procedure.flow_ids
    while len(found) < WALKS or (missing and len(found) < MOST_WALKS):
        player = Stored(subject(number).procedure)
        found.append(Walk(subject(number), len(found), player, missing).walk(MOVES))
        missing -= found[-1].flows
    return found


def again(number: int, seed: int, player: Player) -> Walk:
    """Walk the same way with another player."""
    return Walk(subject(number), seed, player, walks(number)[seed].sought).walk(MOVES)


def splits_in_loops(bundle: Bundle) -> Iterator[str]:
    for content in files(bundle, ".bpmn").values():
        for process in processes(read_xml(content)):
            for scope in scopes_of(process):
                gateways = [n.id for n in scope.nodes.values() if n.tag == "parallelGateway"]
                yield from (each for each in gateways if each in reached(scope, each))


def reached(scope: Scope, node: str) -> set[str]:
    found: set[str] = set()
    waiting = set(scope.successors(node))
    while waiting:
        found |= waiting
        waiting = {after for each in waiting for after in scope.successors(each)} - found
    return found


def test_there_is_something_to_walk():
    assert BUNDLES


@pytest.mark.parametrize("number", range(len(BUNDLES)), ids=map(name_of, BUNDLES))
class TestVersion:
    def test_goes_the_way_of_bpmn(self, number):
        bundle = BUNDLES[number]
        for seed, walk in enumerate(walks(number)):
            player = Reference(bundle.code, files(bundle, ".bpmn"), files(bundle, ".dmn"))
            assert in_any_order(walk) == in_any_order(again(number, seed, player))

    def test_goes_the_same_way_with_its_whole_history_in_memory(self, number):
        """The library itself is wrong where a split sits in a loop; there BPMN is the judge."""
        if not any(splits_in_loops(BUNDLES[number])):
            for seed, walk in enumerate(walks(number)):
                player = InMemory(subject(number).procedure)
                assert in_order(walk) == in_order(again(number, seed, player))

    def test_takes_every_flow(self, number):
        taken = {flow for walk in walks(number) for flow in walk.flows}
        assert sorted(subject(number).procedure.flow_ids - taken) == []

    def test_can_come_to_its_end(self, number):
        assert any(walk.progress.completed for walk in walks(number))

    def test_writes_only_what_it_declares(self, number):
        info = read_info(BUNDLES[number].files)
        for progress in (each for walk in walks(number) for each in walk.progresses):
            info.check_facts(progress.changes)

    def test_is_stored_in_less_than_a_kilobyte(self, number):
        progresses = (each for walk in walks(number) for each in walk.progresses)
        assert max(len(progress.state) for progress in progresses) < 1000
