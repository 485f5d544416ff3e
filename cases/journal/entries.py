"""Writes what people and the worker do: ids, codes and dates, never a personal value."""

from collections.abc import Mapping, Sequence

from cases.actor import Actor
from cases.database import Transaction
from cases.models.journal_entry import JournalEntry
from cases.office import Office, to_json
from cases.rows import insert_rows

VIEW = "view"

Entry = tuple[tuple[str, int] | None, Mapping[str, object]]
"""Subject and detail."""


def write(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    action: str,
    *,
    subject: tuple[str, int] | None = None,
    detail: Mapping[str, object] | None = None,
    on_behalf_of: int | None = None,
) -> None:
    """Append one entry.

    Args:
        tx: The transaction of the action itself.
        office: The installation.
        actor: Who acted; ``None`` for the worker and the command line.
        action: What was done, as the name of the action module.
        subject: Kind and id of the record acted upon.
        detail: Codes, ids and dates. Never a personal value: a changed personal field is
            recorded as "đã đổi"; ``cases.journal.changes`` writes changed fields.
        on_behalf_of: Account of who delegated the power that was used (TUQ.).
    """
    write_all(tx, office, actor, action, [(subject, detail or {})], on_behalf_of=on_behalf_of)


def note_view(
    tx: Transaction,
    office: Office,
    actor: Actor,
    subject: tuple[str, int],
    *,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write down that somebody looked at a protected record.

    Args:
        tx: A writing transaction: the page itself is read in one that writes nothing.
        office: The installation.
        actor: Who looked.
        subject: Kind and id of the record.
        detail: What of it was shown, such as ``{"unmasked": "phone"}``; names, never values.
    """
    write(tx, office, actor, VIEW, subject=subject, detail=detail)


def write_all(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    action: str,
    entries: Sequence[Entry],
    *,
    on_behalf_of: int | None = None,
) -> None:
    """Append an entry for each subject of one action, in one statement.

    Whoever acts for somebody (``Actor.on_behalf_of``) does so in each of them.
    """
    behalf = on_behalf_of or (actor.on_behalf_of if actor else None)
    insert_rows(
        tx,
        JournalEntry,
        [
            {
                "office_at": office.clock.now(),
                "written_at": office.clock.written_at(),
                "account_id": actor.account_id if actor else None,
                "on_behalf_of_id": behalf,
                "address": actor.address if actor else "",
                "action": action,
                "subject_kind": subject[0] if subject else None,
                "subject_id": subject[1] if subject else None,
                "detail": to_json(detail),
            }
            for subject, detail in entries
        ],
    )
