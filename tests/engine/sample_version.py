"""A good version to break in one way at a time, and what exists around it."""

import re
from pathlib import Path

from engine.lint import Finding, Known, lint

FOLDER = Path(__file__).parent / "diagrams_for_pictures"

KNOWN = Known(
    roles=frozenset({"registrar", "petition_officer", "head", "verifier"}),
    unit_relations=frozenset({"receiving", "settling", "verifying"}),
    forms=frozenset(
        {"register", "triage", "refuse", "accept", "plan", "dialogue", "report", "explain"}
        | {"terminate", "decide", "send", "publish", "archive", "collect", "conclude", "withdraw"}
    ),
    terms=frozenset({"kn1_accept", "kn1_resolve", "kn1_legal_force"}),
    events=frozenset({"petition_received"}),
    effects=frozenset({"remind"}),
    documents=frozenset({"refusal_notice", "settlement_decision"}),
)

GOOD = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


def with_file(name: str, content: str | bytes) -> dict[str, bytes]:
    """The good version with one file added or replaced."""
    return {**GOOD, name: content if isinstance(content, bytes) else content.encode()}


def without_file(name: str) -> dict[str, bytes]:
    return {file: content for file, content in GOOD.items() if file != name}


def changed(*edits: tuple[str, str], file: str = "process.bpmn") -> dict[str, bytes]:
    """The good version with texts of one file replaced; each must occur exactly once."""
    text = GOOD[file].decode()
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return with_file(file, text)


def xml_of(element: str, file: str = "process.bpmn") -> str:
    """The text of one BPMN element."""
    pattern = rf'<bpmn:(\w+) id="{element}"(?:[^>]*/>|.*?</bpmn:\1>)'
    return re.search(pattern, GOOD[file].decode(), re.DOTALL)[0]


def findings(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Severity, file and element of everything found."""
    return [(found.severity, found.file, found.element) for found in lint(files, KNOWN)]


def only_finding(files: dict[str, bytes]) -> Finding:
    """What is found, when it is exactly one thing."""
    found = lint(files, KNOWN)
    assert len(found) == 1, found
    return found[0]


def the_error(
    files: dict[str, bytes], element: str, words: str, file: str = "process.bpmn"
) -> None:
    """Nothing is found but this error."""
    _check(only_finding(files), ("error", file, element), words)


def the_warning(
    files: dict[str, bytes], element: str, words: str, file: str = "process.bpmn"
) -> None:
    """Nothing is found but this warning."""
    _check(only_finding(files), ("warning", file, element), words)


def the_tip(files: dict[str, bytes], element: str, words: str, file: str = "process.bpmn") -> None:
    """Nothing is found but this tip."""
    _check(only_finding(files), ("tip", file, element), words)


def _check(found: Finding, place: tuple[str, str, str], words: str) -> None:
    assert (found.severity, found.file, found.element) == place, found
    assert words in found.message, found
