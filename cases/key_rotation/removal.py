"""Takes a key out of the file once nothing needs it; gives up what a lost key has sealed."""

from sqlalchemy import Table, Text, delete, null, type_coerce, update
from sqlalchemy.sql.dml import Delete, Update

from cases import journal
from cases.database import Database, Transaction
from cases.key_rotation.sealed_rows import (
    sealed_columns,
    sealed_tables,
    sealing_of,
    values_by_key,
)
from cases.office import Office
from cases.sealed.cipher import SEPARATOR
from cases.sealed.keys import KeyFile, KeysError


def remove_key(database: Database, keys: KeyFile, key_id: str) -> None:
    """Remove a key for ever. Backups made before its last use cannot be read without it.

    Raises:
        KeyUnknownError: It is not in the file.
        KeysError: It is the current one, or values need it.
    """
    key = keys.key(key_id)
    if key == keys.keys().current:
        message = f"{key_id} là khóa đang dùng: tạo khóa mới rồi mã hóa lại trước."
        raise KeysError(message)
    with database.reading() as tx:
        count = values_by_key(tx, keys)[key_id]
    if count:
        message = f"Còn {count} giá trị dùng khóa {key_id}. Chạy: donthu keys rotate"
        raise KeysError(message)
    keys.remove(key_id)


def give_up_values(tx: Transaction, office: Office, key_id: str) -> int:
    """Erase what was sealed with a key that is lost; return how many values that were.

    The people stay without their numbers, drafts and waiting exports go.

    Raises:
        KeysError: The key is there, so nothing is lost.
    """
    if key_id in office.keys.keys().by_id:
        message = f"Khóa {key_id} có trong tệp khóa: không có gì bị mất."
        raise KeysError(message)
    count = values_by_key(tx, office.keys)[key_id]
    for table in sealed_tables():
        for statement in _erasures(table, f"{key_id}{SEPARATOR}"):
            tx.execute(statement)
    detail = {"key": key_id, "values": count}
    journal.write(tx, office, None, "give_up_values", detail=detail)
    return count


def _erasures(table: Table, start: str) -> list[Update | Delete]:
    statements: list[Update | Delete] = []
    for column in sealed_columns(table):
        is_lost = type_coerce(column, Text).startswith(start, autoescape=True)
        if column.nullable:
            index = sealing_of(column).index
            emptied = {column.name: null()} | ({index: null()} if index else {})
            statements.append(update(table).where(is_lost).values(emptied))
        else:
            statements.append(delete(table).where(is_lost))
    return statements
