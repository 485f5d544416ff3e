"""Reads the arguments of ``donthu``; what is typed wrong is said in one Vietnamese line."""

import argparse
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import NoReturn

from config.clock import TIME_ZONE

MISTYPED = 2

_WORDINGS = (
    (r"^the following arguments are required: (.*)", r"Thiếu \1."),
    (r"^unrecognized arguments: (.*)", r"Không hiểu: \1."),
    (r"^ambiguous option: (\S+) .*", r"\1 có thể là nhiều tùy chọn, ghi đầy đủ hơn."),
    (r"^argument ([^:]+): expected .*", r"\1: thiếu giá trị."),
    (r"^argument ([^:]+): invalid choice: '(.*)' \(choose from (.*)\)", r"Không có '\2'; có: \3."),
    (r"^argument ([^:]+): (.*)", r"\1: \2."),
)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class Parser(ArgumentParser):
    """A parser that complains in Vietnamese, in one line, and ends with code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on."""
        for pattern, wording in _WORDINGS:
            said, count = re.subn(pattern, wording, message)
            if count:
                message = said
                break
        sys.stderr.write(f"{message} Xem cách dùng: {self.prog} --help\n")
        raise SystemExit(MISTYPED)


def add_wishes(parser: ArgumentParser) -> "argparse._SubParsersAction[ArgumentParser]":
    """Let a command take one of several wishes."""
    return parser.add_subparsers(title="wishes", metavar="WISH", required=True)


def day(text: str) -> date:
    """Read a day: 2026-09-01 or 01/09/2026."""
    try:
        if match := _DATE.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' không phải ngày như 2026-09-01 hoặc 01/09/2026"
        raise ArgumentTypeError(message) from None


def instant(text: str) -> datetime:
    """Read an instant of office time: 2026-09-01T08:30, or a day for its first minute."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        message = f"'{text}' không phải giờ như 2026-09-01T08:30 hoặc ngày như 2026-09-01"
        raise ArgumentTypeError(message) from None
    return read if read.tzinfo else read.replace(tzinfo=TIME_ZONE)
