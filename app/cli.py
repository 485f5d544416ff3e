"""``donthu``: the administrator's door. One module of ``app.commands`` is one command."""

import ast
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path

from app import commands
from app.arguments import MISTYPED, Parser
from app.commands.outcome import CommandRefusedError, complain
from app.version import VERSION
from cases.errors import CasesError
from cases.key_rotation.check import check_keys
from cases.office import Office, open_office
from cases.readiness import Readiness, readiness
from config.catalogs import CatalogError
from config.clock import ClockError
from config.holidays import CalendarFileError
from config.settings import SettingsError, read_settings
from engine.errors import EngineError

DESCRIPTION = (
    "Đơn Thư: set up, run and look after an installation (DONTHU_* variables: docs/settings.md)."
)
NOT_COMMANDS = frozenset({"__init__", "outcome"})
MAKE_READY = frozenset({"init", "restore", "keys"})
"""Commands that do not need what has been set up, database or keys: they set it up."""

NOT_READY: Mapping[Readiness, str] = {
    Readiness.ABSENT: "Hệ thống chưa được thiết lập. Chạy: donthu init",
    Readiness.OLDER: "Cơ sở dữ liệu cũ hơn chương trình. Chạy: donthu init",
    Readiness.NEWER: "Cơ sở dữ liệu mới hơn chương trình. Cập nhật chương trình.",
    Readiness.UNREACHABLE: "Không kết nối được cơ sở dữ liệu. Kiểm tra DONTHU_DATABASE_URL.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when it was done; 1 when it looked for something wrong and found it. 2 when it was not
        done: what was typed, the settings or the state of the installation do not allow it, and
        the reason was printed.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    chosen = next((word for word in words if not word.startswith("-")), None)
    options = _parser(chosen).parse_args(words)
    try:
        office = open_office(read_settings(os.environ))
        with closing(office.database):
            if not (options.works_before_init and readiness(office) is Readiness.ABSENT):
                _refuse_unready(office, can_mend=chosen in MAKE_READY)
            outcome = options.run(options, office)
    except KeyboardInterrupt:
        return 0
    except (
        SettingsError,
        CatalogError,
        CalendarFileError,
        ClockError,
        CommandRefusedError,
    ) as error:
        complain(str(error))
    except (CasesError, EngineError) as error:
        complain(str(error) or type(error).__name__)
    except OSError as error:
        complain(f"{error.filename or 'Máy tính'}: {error.strerror or error}")
    else:
        return outcome or 0
    return MISTYPED


def _refuse_unready(office: Office, *, can_mend: bool) -> None:
    state = readiness(office)
    is_mendable = state in {Readiness.ABSENT, Readiness.OLDER}
    if state is not Readiness.READY and not (can_mend and is_mendable):
        raise CommandRefusedError(NOT_READY[state])
    if state is Readiness.READY and not can_mend:
        check_keys(office)


def _parser(chosen: str | None) -> Parser:
    """Describe all commands; only the chosen one is loaded and states its arguments."""
    parser = Parser(prog="donthu", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"donthu {VERSION}")
    parser.set_defaults(works_before_init=False)
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
