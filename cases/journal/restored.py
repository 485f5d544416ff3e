"""Makes a journal that came out of a backup fit together with the heads exported since."""

from datetime import datetime

from cases.journal.entries import write
from cases.journal.sealing import last_seal
from cases.office import Office
from proof.chain import instant_text
from proof.heads import append_head, last_head, restored_head
from proof.keys import current_key


def note_restored(office: Office, created_at: datetime) -> int:
    """Write down that a backup was put back; return how many sealed entries are gone by it.

    The entry says so in the journal, a line in the file of heads says it to the check: what was
    sealed after the number that the backup reached is no longer missing, it is known to be gone.
    """
    heads = office.settings.journal_heads
    last = last_head(heads)
    before = last.number if last else 0
    with office.database.writing() as tx:
        number, seal = last_seal(tx)
        detail = {"backup": created_at, "number": number, "before": before}
        write(tx, office, None, "restore", detail=detail)
    if last is not None:
        at = instant_text(office.clock.written_at())
        key = current_key(office.settings.journal_keys)
        append_head(heads, restored_head(number, seal, at, key))
    return max(0, before - number)
