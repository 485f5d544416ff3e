"""say how sessions began and ended.

Adds two columns. Destroys nothing; runs before the new code.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user_session", sa.Column("way", sa.String(length=20), server_default="", nullable=False)
    )
    op.add_column("user_session", sa.Column("end_reason", sa.String(length=20), nullable=True))


def downgrade() -> None:
    for column in ("end_reason", "way"):
        op.drop_column("user_session", column)
