"""Print who may do what, in sentences, for those who have to approve it."""

import csv
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from app.commands.outcome import say
from cases.office import Office
from cases.policy.policy_in_words import (
    PermissionInWords,
    policy_in_words,
    sets_in_words,
)
from config.policy_words import read_policy_words

HEADS = ("Được làm gì", "Ai được", "Căn cứ", "Mã")
SET_HEADS = ("Từ", "Gồm các vai trò")
LIMIT_HEADS = ("Điều gì", "Căn cứ")
SETS, LIMITS = "Từ dùng trong bảng", "Giới hạn đối với mọi người"
ABOUT = """# Ai được làm gì

Chương trình in bảng này từ chính các quy tắc mà nó áp dụng (`donthu policy --md`); không sửa tay.
Chữ ở `config/policy_words.toml`, quy tắc ở `cases/policy/permission_map.py`.
"""
OR = "Hoặc: "
WIDTH = 100
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take the letters for those of another alphabet."""


@dataclass(frozen=True, slots=True)
class _Policy:
    """All there is to print: the table, the words it uses, what holds for everybody."""

    rows: tuple[PermissionInWords, ...]
    sets: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]


def add_arguments(parser: ArgumentParser) -> None:
    """Take the shape of the answer."""
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help="one row for each way, for spreadsheets")
    shape.add_argument("--md", action="store_true", help="as the page docs/policy.md")
    parser.set_defaults(run=run, works_before_init=True)


def run(options: Namespace, office: Office) -> None:
    """Print the policy."""
    words = read_policy_words()
    policy = _Policy(
        policy_in_words(words, office.roles),
        sets_in_words(words, office.roles),
        tuple((limit.what, limit.basis) for limit in words.limits),
    )
    if options.csv:
        _say_csv(policy)
    elif options.md:
        _say_page(policy)
    else:
        _say_text(policy)


def _say_csv(policy: _Policy) -> None:
    sys.stdout.write(BYTE_ORDER_MARK)
    writer = csv.writer(sys.stdout)
    writer.writerow(HEADS)
    writer.writerows(
        (row.what, way, row.basis, row.code) for row in policy.rows for way in row.ways
    )
    writer.writerows((f"{SETS}: {name}", members, "", "") for name, members in policy.sets)
    writer.writerows((what, LIMITS, basis, "") for what, basis in policy.limits)


def _say_page(policy: _Policy) -> None:
    rows = ((row.what, "<br>".join(_ways(row)), row.basis, f"`{row.code}`") for row in policy.rows)
    say(ABOUT)
    _say_table(HEADS, rows)
    say(f"\n## {SETS}\n")
    _say_table(SET_HEADS, policy.sets)
    say(f"\n## {LIMITS}\n")
    _say_table(LIMIT_HEADS, policy.limits)


def _say_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for row in (heads, ["---"] * len(heads), *rows):
        say(f"| {' | '.join(row)} |".replace("|  |", "| |"))


def _say_text(policy: _Policy) -> None:
    for row in policy.rows:
        _say_rule(row.what, row.basis)
        for way in _ways(row):
            _say_lines(way, "  - ")
        say("")
    say(SETS.upper())
    for name, members in policy.sets:
        _say_lines(f"{name}: {members}", "  - ")
    say(f"\n{LIMITS.upper()}")
    for what, basis in policy.limits:
        _say_rule(what, basis, "  - ")


def _ways(row: PermissionInWords) -> list[str]:
    first, *others = row.ways
    return [first, *(f"{OR}{way[0].lower()}{way[1:]}" for way in others)]


def _say_rule(what: str, basis: str, mark: str = "") -> None:
    _say_lines(f"{what} [{basis}]" if basis else what, mark)


def _say_lines(text: str, mark: str) -> None:
    lines = wrap(
        text,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
    )
    for line in lines:
        say(line)
