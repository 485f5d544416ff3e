"""Everything somebody with the database, but without the key, can do to a journal."""

import sqlite3
from collections.abc import Callable
from random import Random

ENTRY_TEXTS = ("address", "action", "subject_kind", "detail")
ENTRY_NUMBERS = ("account_id", "on_behalf_of_id", "subject_id")
ENTRY_INSTANTS = ("office_at", "written_at")

Database = sqlite3.Connection
Tampering = Callable[[Database, Random, int, int], None]
"""What is done, by chance, from a number on, to a journal that reaches to the last number."""


def edit_text(database: Database, chance: Random, number: int, last: int) -> None:
    column, entry = chance.choice(ENTRY_TEXTS), _entry(database, number)
    ((now,),) = database.execute(f"SELECT {column} FROM journal_entry WHERE id = ?", (entry,))  # noqa: S608
    values = ["x", "", "NULL", '{"run":99}', b"\xff", f"n{chance.random()}"]
    value = chance.choice([value for value in values if value != now])
    _set(database, "journal_entry", "id", entry, column, value)


def edit_number(database: Database, chance: Random, number: int, last: int) -> None:
    column = chance.choice(ENTRY_NUMBERS)
    value = chance.randint(100_000, 999_999)
    _set(database, "journal_entry", "id", _entry(database, number), column, value)


def edit_instant(database: Database, chance: Random, number: int, last: int) -> None:
    column, entry = chance.choice(ENTRY_INSTANTS), _entry(database, number)
    value = f"2020-{chance.randint(1, 12):02d}-11 08:00:00.000000"
    _set(database, "journal_entry", "id", entry, column, value)


def edit_one_letter(database: Database, chance: Random, number: int, last: int) -> None:
    entry = _entry(database, number)
    ((text,),) = database.execute("SELECT detail FROM journal_entry WHERE id = ?", (entry,))
    at = chance.randrange(len(text))
    changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
    _set(database, "journal_entry", "id", entry, "detail", changed)


def edit_id(database: Database, chance: Random, number: int, last: int) -> None:
    entry = _entry(database, number)
    _set(database, "journal_entry", "id", entry, "id", 1_000_000 + entry)


def edit_seal(database: Database, chance: Random, number: int, last: int) -> None:
    column, value = chance.choice(
        [
            ("seal", f"{chance.getrandbits(256):064x}"),
            ("seal", "not a seal"),
            ("key_id", "k9"),
            ("sealed_at", "2020-02-02 02:02:02.000000"),
            ("entry_id", 1_000_000 + chance.randrange(1000)),
        ]
    )
    _set(database, "journal_seal", "number", number, column, value)


def delete_entries(database: Database, chance: Random, number: int, last: int) -> None:
    _delete("journal_entry", "id", database, _entries(database, number, chance.randint(1, 50)))


def delete_seals(database: Database, chance: Random, number: int, last: int) -> None:
    many = range(number, number + chance.randint(1, 50))
    _delete("journal_seal", "number", database, list(many))


def delete_both(database: Database, chance: Random, number: int, last: int) -> None:
    many = chance.randint(1, 50)
    _delete("journal_entry", "id", database, _entries(database, number, many))
    _delete("journal_seal", "number", database, list(range(number, number + many)))


def delete_and_close_the_gap(database: Database, chance: Random, number: int, last: int) -> None:
    _delete("journal_entry", "id", database, _entries(database, number, 1))
    _delete("journal_seal", "number", database, [number])
    # Through negative numbers: no two seals may have the same one meanwhile.
    database.execute("UPDATE journal_seal SET number = -number WHERE number > ?", (number,))
    database.execute("UPDATE journal_seal SET number = -number - 1 WHERE number < 0")


def cut_short(database: Database, chance: Random, number: int, last: int) -> None:
    first = chance.choice([number, last])
    _delete("journal_entry", "id", database, _entries(database, first, last))
    database.execute("DELETE FROM journal_seal WHERE number >= ?", (first,))


def insert_entry(database: Database, chance: Random, number: int, last: int) -> None:
    _copy_entry(database, _entry(database, number), chance.choice([10_000_000, -5]))


def insert_with_a_seal(database: Database, chance: Random, number: int, last: int) -> None:
    _copy_entry(database, _entry(database, number), 10_000_000)
    database.execute(
        "INSERT INTO journal_seal SELECT ?, 10000000, key_id, sealed_at, ? FROM journal_seal"
        " WHERE number = ?",
        (last + 1, f"{chance.getrandbits(256):064x}", last),
    )


def swap_entries(database: Database, chance: Random, number: int, last: int) -> None:
    first, second = _entry(database, number), _entry(database, chance.randint(number + 1, last))
    for old, new in ((first, -1), (second, first), (-1, second)):
        _set(database, "journal_entry", "id", old, "id", new)


def swap_seals(database: Database, chance: Random, number: int, last: int) -> None:
    other = chance.randint(number + 1, last)
    for old, new in ((number, -1), (other, number), (-1, other)):
        _set(database, "journal_seal", "number", old, "number", new)


def replace_an_entry_by_another(database: Database, chance: Random, number: int, last: int) -> None:
    kept, copied = _entry(database, number), _entry(database, chance.randint(1, last))
    database.execute(
        "UPDATE journal_entry SET (office_at, detail, address, action) = (SELECT office_at,"
        " detail || ' ', address, action FROM journal_entry WHERE id = ?) WHERE id = ?",
        (copied, kept),
    )


TAMPERINGS: tuple[Tampering, ...] = (
    edit_text,
    edit_number,
    edit_instant,
    edit_one_letter,
    edit_id,
    edit_seal,
    delete_entries,
    delete_seals,
    delete_both,
    delete_and_close_the_gap,
    cut_short,
    insert_entry,
    insert_with_a_seal,
    swap_entries,
    swap_seals,
    replace_an_entry_by_another,
)


def _entry(database: Database, number: int) -> int:
    return _entries(database, number, 1)[0]


def _entries(database: Database, first: int, many: int) -> list[int]:
    ids = "SELECT entry_id FROM journal_seal WHERE number >= ? ORDER BY number LIMIT ?"
    return [entry_id for (entry_id,) in database.execute(ids, (first, many))]


def _copy_entry(database: Database, entry: int, new: int) -> None:
    database.execute(
        "INSERT INTO journal_entry SELECT ?, office_at, written_at, account_id, on_behalf_of_id,"
        " address, 'correct_step', subject_kind, subject_id, detail FROM journal_entry"
        " WHERE id = ?",
        (new, entry),
    )


def _set(database: Database, table: str, key: str, row: int, column: str, value: object) -> None:
    database.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row))  # noqa: S608


def _delete(table: str, key: str, database: Database, rows: list[int]) -> None:
    database.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(row,) for row in rows])  # noqa: S608
