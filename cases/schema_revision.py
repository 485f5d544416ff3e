"""At which migration a database stands."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from cases.database import Database
from cases.schema import MIGRATIONS


def current_revision(database: Database) -> str | None:
    """Return the newest migration that was applied; ``None`` for a database without tables."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_newest(revision: str | None) -> bool:
    """Tell whether this program knows nothing later."""
    return revision == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def is_known(revision: str) -> bool:
    """Tell whether this program has the migration; if not, a newer program was here."""
    try:
        ScriptDirectory(str(MIGRATIONS)).get_revision(revision)
    except CommandError:
        return False
    return True
