"""count free steps from an index.

Rebuilds one index with one more column. Destroys nothing; runs before the new code.

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAME = "ix_work_item_unit_id_due_on"
BEFORE = ["unit_id", "due_on", "claimant_id", "assignee_id", "run_id"]


def upgrade() -> None:
    op.drop_index(NAME, table_name="work_item")
    op.create_index(NAME, "work_item", [*BEFORE, "role"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="work_item")
    op.create_index(NAME, "work_item", BEFORE)
