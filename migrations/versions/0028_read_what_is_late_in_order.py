"""read what is late in order.

Adds an index of open steps by date, for the lists of the whole city, and leaves thresholds out of
that of open deadlines, whose lists leave them out as well. Destroys nothing; runs before the new
code.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

DEADLINES = "ix_deadline_open"
COLUMNS = ["due_on", "subject_kind", "subject_id", "term", "pauses"]
OPEN = "closed_on IS NULL"
STEPS = "ix_work_item_due_on"


def upgrade() -> None:
    op.create_index(STEPS, "work_item", ["due_on", "case_id", "petition_id", "run_id", "unit_id"])
    _rebuild(f"{OPEN} AND ends_on_events <> ''")


def downgrade() -> None:
    _rebuild(OPEN)
    op.drop_index(STEPS, table_name="work_item")


def _rebuild(condition: str) -> None:
    where = sa.text(condition)
    op.drop_index(DEADLINES, table_name="deadline")
    op.create_index(DEADLINES, "deadline", COLUMNS, sqlite_where=where, postgresql_where=where)
