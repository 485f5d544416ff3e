"""create separation overrides.

Adds when the head let one person do two steps that are kept apart. Destroys nothing; runs before
the new code.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
TABLE = "separation_override"
REFERS = {
    "run_id": "run",
    "unit_id": "unit",
    "account_id": "account",
    "reason_id": "note",
    "granted_by_id": "account",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("task_id", sa.String(length=40), nullable=False),
        sa.Column("element", sa.String(length=100), nullable=False),
        sa.Column("other_element", sa.String(length=100), nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("reason_id", ID, nullable=True),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("granted_by_id", ID, nullable=False),
        sa.Column("granted_at", INSTANT, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "run_id", "task_id", "account_id", name=op.f(f"uq_{TABLE}_run_id_task_id_account_id")
        ),
    )
    op.create_index(op.f(f"ix_{TABLE}_unit_id"), TABLE, ["unit_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
