"""create support visits.

Adds when and why IT staff looked at the screens of their unit. Destroys nothing; runs before the
new code.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
TABLE = "support_visit"
RUNNING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("ends_at > began_at", name=f"ck_{TABLE}_in_order"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=f"fk_{TABLE}_account_id_account"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=f"fk_{TABLE}_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    op.create_index(
        "ix_support_visit_running",
        TABLE,
        ["account_id"],
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )
    op.create_index(f"ix_{TABLE}_unit_id", TABLE, ["unit_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
