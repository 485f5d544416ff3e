"""Writes the golden states of a release: ``python -m tests.engine.write_golden 0.1.0``."""

import json
import sys
from pathlib import Path

from engine.values import Progress
from tests.engine.case import DAY, NOW, Case
from tests.engine.walk import settlement

GOLDEN = Path(__file__).parent / "golden"

Action = tuple[str, str]
"""``complete`` a step, ``catch`` a message, ``jump`` to a step, or ``wait`` some days and tick."""

START: list[Action] = [("complete", "register"), ("complete", "propose_acceptance")]
SETTLING: list[Action] = [*START, ("complete", "decide_acceptance"), ("complete", "plan")]
SIGNED: list[Action] = [
    *SETTLING,
    *(("complete", step) for step in ("collect_evidence", "conclude", "hold_dialogue", "draft")),
    *(("complete", step) for step in ("sign", "issue")),
]
TO_THE_END: list[Action] = [("complete", "publish"), ("complete", "archive")]
SCENES: dict[str, tuple[list[Action], list[Action]]] = {
    "at_the_first_step": ([], SETTLING),
    "with_a_fired_reminder": (
        [("complete", "register"), ("wait", "20")],
        [*SETTLING[1:], ("complete", "collect_evidence")],
    ),
    "in_a_called_process": (SETTLING, [*SIGNED[4:], ("complete", "send_decision"), *TO_THE_END]),
    "overdue_in_a_subprocess": (
        [*SETTLING, ("wait", "60")],
        [("complete", "explain_delay"), ("complete", "collect_evidence"), ("complete", "conclude")],
    ),
    "withdrawn_from_a_subprocess": (SETTLING, [("catch", "withdrawn"), ("complete", "terminate")]),
    "at_a_join": ([*SIGNED, ("complete", "send_decision")], TO_THE_END),
    "sent_back": ([*SETTLING, ("jump", "propose_acceptance")], SETTLING[1:]),
    "closed": ([*SIGNED, ("complete", "send_decision"), *TO_THE_END], [("wait", "1")]),
}


def new_case() -> Case:
    subject = settlement()
    facts = {name: values[0] for name, values in subject.choices.items()} | subject.facts
    due = {"kn1_accept": NOW + 14 * DAY, "kn1_resolve": NOW + 45 * DAY}
    return Case(subject.procedure, facts, due)


def act(case: Case, action: Action) -> dict[str, object]:
    """Do one thing, and tell what is seen afterwards."""
    kind, what = action
    if kind == "wait":
        case.now += int(what) * DAY
        case.tick()
    else:
        getattr(case, kind)(what)
    return seen(case.progress)


def seen(progress: Progress) -> dict[str, object]:
    return {
        "open": sorted(step.element for step in progress.open),
        "timers": sorted([each.element, each.term, each.before] for each in progress.timers),
        "waits_for": sorted(progress.waits_for),
        "changes": dict(progress.changes),
        "effects": [effect.element for effect in progress.effects],
        "path": list(progress.path),
        "flows": list(progress.flows),
        "completed": progress.completed,
    }


def main(release: str) -> None:
    folder = GOLDEN / release
    folder.mkdir(parents=True)
    for name, (before, after) in SCENES.items():
        case = new_case()
        for action in before:
            act(case, action)
        stored = {
            "state": case.state.decode(),
            "facts": dict(case.facts),
            "days": (case.now - NOW).days,
            "then": [],
        }
        stored["then"] = [{"do": action, "seen": act(case, action)} for action in after]
        text = json.dumps(stored, indent=1, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
