"""know people and branches of the directory of mail accounts.

Adds two columns and an index. Destroys nothing; runs before the new code.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("directory_id", sa.String(length=64), nullable=True))
    op.create_index("ix_account_directory_id", "account", ["directory_id"])
    op.add_column("unit", sa.Column("directory_branch", sa.String(length=400), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE unit DROP COLUMN directory_branch")
    op.drop_index("ix_account_directory_id", table_name="account")
    op.execute("ALTER TABLE account DROP COLUMN directory_id")
