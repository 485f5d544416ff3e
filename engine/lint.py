"""Everything publishing checks about a version, as findings a rule editor can act on."""

from collections.abc import Iterator, Mapping

from engine.catalog import DIAGRAM_FILE
from engine.errors import DiagramError, EngineError
from engine.lint_concurrency import check_concurrent_use
from engine.lint_courses import check_courses
from engine.lint_decisions import check_decision_ids, check_decisions
from engine.lint_draft import Draft, read_draft
from engine.lint_drawing import check_drawing
from engine.lint_facts import check_facts, check_form_facts, check_use_of_facts
from engine.lint_findings import Finding, Known
from engine.lint_references import (
    check_attributes,
    check_automatic_tasks,
    check_declared_codes,
    check_declared_messages,
    check_form_events,
    check_intake_step,
    check_lanes,
    check_messages,
    check_start_on_case,
    check_steps,
    check_timers,
)
from engine.lint_send_back import check_send_back
from engine.lint_structure import (
    check_automatic_circles,
    check_names,
    check_process_ids,
    check_support,
    check_ways,
)
from engine.parser import parse

__all__ = ["Finding", "Known", "lint"]


def lint(files: Mapping[str, bytes], known: Known) -> tuple[Finding, ...]:
    """Check one version and return what is wrong with it, errors first.

    Whatever the files hold, the answer is findings, never an exception. Without an error the
    version can be parsed and run.

    Args:
        files: The files of the version by name, as in ``Bundle.files``.
        known: The codes that exist outside the version.
    """
    draft, unreadable = read_draft(files)
    structure = [*check_support(draft), *check_ways(draft), *check_automatic_circles(draft)]
    broken = frozenset(finding.file for finding in (*unreadable, *structure))
    findings = [
        *unreadable,
        *structure,
        *check_courses(draft, broken),
        *_of_meaning(draft),
        *_of_codes(draft, known),
        *check_drawing(draft),
    ]
    if not any(finding.severity == "error" for finding in findings):
        findings += [*check_use_of_facts(draft, known), *_of_parsing(files, draft)]
    return tuple(sorted(set(findings), key=lambda finding: finding.order))


def _of_meaning(draft: Draft) -> Iterator[Finding]:
    yield from check_process_ids(draft)
    yield from check_names(draft)
    yield from check_facts(draft)
    yield from check_form_facts(draft)
    yield from check_concurrent_use(draft)
    yield from check_decision_ids(draft)
    yield from check_decisions(draft)


def _of_codes(draft: Draft, known: Known) -> Iterator[Finding]:
    yield from check_declared_codes(draft, known)
    yield from check_declared_messages(draft, known)
    yield from check_intake_step(draft)
    yield from check_start_on_case(draft, known)
    yield from check_steps(draft, known)
    yield from check_send_back(draft)
    yield from check_timers(draft, known)
    yield from check_automatic_tasks(draft, known)
    yield from check_messages(draft)
    yield from check_lanes(draft, known)
    yield from check_attributes(draft)
    yield from check_form_events(draft, known)


def _of_parsing(files: Mapping[str, bytes], draft: Draft) -> Iterator[Finding]:
    """The last word is the parser's: what it refuses cannot run."""
    diagrams = {name: content for name, content in files.items() if name.endswith(".bpmn")}
    tables = {name: content for name, content in files.items() if name.endswith(".dmn")}
    try:
        parse(draft.info.code if draft.info else "", diagrams, tables)
    except DiagramError as error:
        yield Finding("error", DIAGRAM_FILE, error.element, error.reason)
    except EngineError as error:
        yield Finding("error", DIAGRAM_FILE, "", str(error))
