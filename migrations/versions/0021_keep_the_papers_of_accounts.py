"""keep the papers of accounts and roles.

Adds day and sender of the request on which an account was created, and the papers on which a role
was given and ended. Destroys nothing; runs before the new code.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COLUMNS = (
    ("account", "request_on", sa.Date()),
    ("account", "request_body", sa.String(length=200)),
    ("role_assignment", "document", sa.String(length=200)),
    ("role_assignment", "document_on", sa.Date()),
    ("role_assignment", "end_document", sa.String(length=200)),
    ("role_assignment", "end_document_on", sa.Date()),
)


def upgrade() -> None:
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    integer = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(  # said so, SQLite adds the column without copying the table
        f"ALTER TABLE role_assignment ADD COLUMN ended_by_id {integer} "
        "CONSTRAINT fk_role_assignment_ended_by_id REFERENCES account (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE role_assignment DROP COLUMN ended_by_id")
    for table, name, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
