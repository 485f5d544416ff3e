"""What is asked of whoever brings the people of a unit in line with the directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.accounts.account_forms import create_form
from cases.accounts.paper import Paper
from config.catalogs import Role
from forms.fields import Form

ASKED_OF_NEWCOMERS = (
    *("roles", "valid_from", "valid_to"),
    *("request_document", "request_on", "request_body"),
)
"""The fields of the form for one account that are the same for all who are created together."""


@dataclass(frozen=True, slots=True)
class NewAccounts:
    """Who gets an account, as what, and on which written request (regulation Art 8(1)).

    Attributes:
        emails: Addresses of newcomers.
        roles: Codes of the roles that each of them gets in the unit.
        valid_from: First day of the roles.
        valid_to: Last day; ``None`` for no end.
        request: The written request.
        body: Who sent it.
    """

    emails: tuple[str, ...]
    roles: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    request: Paper
    body: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the differences shown is to be done.

    Attributes:
        mark: ``Changes.mark`` of what was looked at.
        created: The accounts to create, if any.
        renamed: Accounts that get the name of the directory.
        confirmed: Accounts whose holder is who has the address now, although the directory says
            otherwise: it was built anew.
    """

    mark: str
    created: NewAccounts | None = None
    renamed: frozenset[int] = frozenset()
    confirmed: frozenset[int] = frozenset()


def newcomers_form(roles: Mapping[str, Role], domain: str) -> Form:
    """Return what is asked about the newcomers that are chosen."""
    form = create_form(roles, domain)
    fields = tuple(form.field(key) for key in ASKED_OF_NEWCOMERS)
    return Form("import_people", "Tạo tài khoản", fields, "Thực hiện các mục đã chọn")
