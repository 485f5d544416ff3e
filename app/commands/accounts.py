"""Create accounts.

The password is asked for, or read from standard input when that is not a terminal; the person
changes it at the first sign-in.
"""

import getpass
import sys
from argparse import ArgumentParser, Namespace

from app.commands.outcome import CommandRefusedError, say
from app.rendering.refusals import password_errors
from cases.actions.create_account import create_account
from cases.errors import AccountRefusedError, WeakPasswordError
from cases.office import Office
from cases.passwords import hash_password

REASONS = {
    "domain": "Thư điện tử phải thuộc tên miền {detail}.",
    "role": "Không có vai trò: {detail}. Xem config/roles.toml.",
    "unit": "Không có đơn vị mang mã này.",
    "taken": "Đã có tài khoản {detail}.",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take one wish: ``create``."""
    wishes = parser.add_subparsers(title="wishes", metavar="WISH", required=True)
    create = wishes.add_parser("create", help="create one account with its first roles")
    create.add_argument("email", help="official address")
    create.add_argument("--name", required=True, help="full name as shown on screen")
    create.add_argument("--unit", required=True, help="code of the unit")
    create.add_argument(
        "--role",
        required=True,
        action="append",
        dest="roles",
        help="code in config/roles.toml; may be repeated",
    )
    create.add_argument("--request", help="number and date of the unit's written request")
    create.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Create the account."""
    try:
        password_hash = hash_password(_ask_password())
        with office.database.writing() as tx:
            create_account(
                tx,
                office,
                None,
                email=options.email,
                full_name=options.name,
                unit_code=options.unit,
                roles=tuple(options.roles),
                password_hash=password_hash,
                request_document=options.request,
            )
    except WeakPasswordError as error:
        raise CommandRefusedError(*password_errors(error).values()) from error
    except AccountRefusedError as error:
        message = REASONS[error.reason].format(detail=error.detail)
        raise CommandRefusedError(message) from error
    say(f"Đã tạo tài khoản {options.email}")


def _ask_password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Mật khẩu ban đầu: ")
    return sys.stdin.readline().rstrip("\n")
