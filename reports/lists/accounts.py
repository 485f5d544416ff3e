"""Tài khoản: the accounts and their roles, with the filters of the page."""

from collections.abc import Iterator, Mapping, Sequence

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.account_list import (
    IDLE,
    IN_USE,
    LOCK_COMING,
    LOCKED,
    AccountFilter,
    AccountRow,
    every_account,
)
from reports.asked import from_asked
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

COLUMNS = (
    Column("Họ và tên", 28),
    Column("Thư điện tử công vụ", 34),
    Column("Vai trò", 24),
    Column("Đơn vị", 36),
    Column("Từ ngày", 12),
    Column("Đến hết ngày", 12),
    Column("Trạng thái", 18),
    Column("Khóa từ ngày", 12),
)
STATES = {
    IN_USE: "đang dùng",
    LOCKED: "bị khóa",
    LOCK_COMING: "sẽ khóa",
    IDLE: "không có vai trò",
}


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return a line for each role that is held or begins later, and for each account without."""
    accounts = every_account(tx, office, actor, from_asked(AccountFilter, asked))
    return Sheet(
        title="Tài khoản",
        unit=", ".join(dict.fromkeys(one.unit_name for one in actor.assignments)),
        file_name="tai-khoan",
        columns=COLUMNS,
        total=sum(max(1, len(one.roles)) for one in accounts),
        rows=_rows(office, accounts),
    )


def _rows(office: Office, accounts: Sequence[AccountRow]) -> Iterator[tuple[Cell, ...]]:
    for one in accounts:
        state = STATES[one.state]
        if not one.roles:
            yield (one.name, one.email, "", "", None, None, state, one.locked_from)
        for role in one.roles:
            yield (
                one.name,
                one.email,
                office.role_title(role.role, role.unit_kind),
                role.unit_name,
                role.valid_from,
                role.valid_to,
                state,
                one.locked_from,
            )
