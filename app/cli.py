"""``donthu``: the administrator's door. One module of ``app.commands`` is one command."""

import argparse
import ast
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from app import commands
from app.commands.outcome import CommandRefusedError, complain
from app.version import VERSION
from cases.errors import CasesError
from cases.office import open_office
from config.catalogs import CatalogError
from config.clock import ClockError
from config.settings import SettingsError, read_settings
from engine.errors import EngineError

DESCRIPTION = (
    "Đơn Thư: set up, run and look after an installation (DONTHU_* variables: docs/settings.md)."
)
NOT_COMMANDS = frozenset({"__init__", "outcome"})
REFUSED = 1
MISCONFIGURED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when it was done, 1 when it was refused (the reason is printed), 2 when the settings
        or the arguments are wrong.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    chosen = next((word for word in words if not word.startswith("-")), None)
    options = _parser(chosen).parse_args(words)
    try:
        office = open_office(read_settings(os.environ))
    except (SettingsError, CatalogError) as error:
        complain(str(error))
        return MISCONFIGURED
    try:
        options.run(options, office)
    except CommandRefusedError as error:
        complain(str(error))
        return REFUSED
    except (CasesError, ClockError, EngineError) as error:
        complain(f"{type(error).__name__}: {error}")
        return REFUSED
    except KeyboardInterrupt:
        return 0
    return 0


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """Describe all commands; only the chosen one is loaded and states its arguments."""
    parser = argparse.ArgumentParser(prog="donthu", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"donthu {VERSION}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, about in _commands().items():
        first_line = about.partition("\n")[0]
        command = subparsers.add_parser(name, help=first_line, description=about)
        if name == chosen:
            import_module(f"{commands.__name__}.{name}").add_arguments(command)
    return parser


def _commands() -> dict[str, str]:
    """Return what each command says about itself."""
    folder = Path(commands.__path__[0])
    return {
        path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in sorted(folder.glob("*.py"))
        if path.stem not in NOT_COMMANDS
    }


if __name__ == "__main__":
    sys.exit(main())
