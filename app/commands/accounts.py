"""Create accounts.

On a terminal the first password is asked for; left empty, or without a terminal, one is made up
and printed once. The person changes it at the first sign-in.
"""

import getpass
import sys
from argparse import ArgumentParser, Namespace

from app.arguments import add_wishes
from app.commands.outcome import CommandRefusedError, say
from app.rendering.refusals import password_errors
from cases.accounts.refusals import AccountRefusedError
from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from cases.errors import WeakPasswordError
from cases.office import Office
from cases.passwords import hash_password, made_up_password

REASONS = {
    "domain": "Thư điện tử phải thuộc tên miền {detail}.",
    "role": "Không có vai trò {detail}. Xem config/roles.toml.",
    "unit": "Không có đơn vị {unit}. Thêm --unit-name để tạo đơn vị này.",
    "taken": "Đã có tài khoản {detail}.",
    "request": "Cần số và ngày văn bản đề nghị (khoản 1 Điều 8 Quy chế). Thêm --request.",
    "unit_over": "Đơn vị {unit} đã thôi hoạt động.",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take one wish: ``create``."""
    create = add_wishes(parser).add_parser("create", help="create one account with its roles")
    create.add_argument("email", help="official address")
    create.add_argument("--name", required=True, help="full name as shown on screen")
    create.add_argument("--unit", required=True, help="code of the unit")
    create.add_argument("--unit-name", help="name of the unit, if it is to be created")
    create.add_argument("--unit-kind", default="ward", help="kind of a new unit (default: ward)")
    create.add_argument(
        "--role",
        required=True,
        action="append",
        dest="roles",
        help="code in config/roles.toml; may be repeated",
    )
    create.add_argument("--request", help="number and date of the written request")
    create.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Create the account."""
    password, is_made_up = _first_password()
    try:
        _create(options, office, hash_password(password))
    except WeakPasswordError as error:
        raise CommandRefusedError(*password_errors(error).values()) from error
    except AccountRefusedError as error:
        message = REASONS[error.reason].format(detail=error.detail, unit=options.unit)
        raise CommandRefusedError(message) from error
    say(f"Đã tạo tài khoản {options.email}")
    if is_made_up:
        say(f"Mật khẩu ban đầu, chỉ hiện một lần: {password}")


def _create(options: Namespace, office: Office, password_hash: str) -> None:
    with office.database.writing() as tx:
        if options.unit_name:
            create_unit(
                tx,
                office,
                None,
                code=options.unit,
                name=options.unit_name,
                kind=options.unit_kind,
            )
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


def _first_password() -> tuple[str, bool]:
    """Return a first password and whether we made it up."""
    prompt = "Mật khẩu ban đầu (bỏ trống để tự tạo): "
    typed = getpass.getpass(prompt) if is_on_a_terminal() else ""
    return (typed, False) if typed else (made_up_password(), True)


def is_on_a_terminal() -> bool:
    """Tell whether somebody is there to be asked."""
    return sys.stdin.isatty()
