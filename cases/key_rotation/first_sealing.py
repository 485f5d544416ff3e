"""Seals what was written before there were keys, and leaves no trace of it behind."""

from cases.database import Database
from cases.key_rotation.reseal import reseal
from cases.sealed.keys import KeyFile
from cases.search.rebuild import fill_if_empty


def seal_what_is_plain(database: Database, keys: KeyFile) -> int:
    """Seal every value that is still plain text; return how many rows were changed.

    The words of the search index, which held such values, are written anew if there are none: a
    migration has taken them away. SQLite afterwards writes its file anew: pages that once held a
    number may keep it in a corner nobody reads. Safe to run again, and to be killed.

    Raises:
        KeysError: There are no keys, or not those it needs.
    """
    indexed = fill_if_empty(database)
    done = reseal(database, keys)
    if done.was_plain or indexed:
        database.rewrite()
    return done.rows
