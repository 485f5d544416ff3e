"""create respondent links.

Adds which account is that of the one a record is about. Destroys nothing; runs before the new code.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
TABLE = "respondent_link"
PEOPLE = ("account_id", "recorded_by_id", "removed_by_id")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("recorded_by_id", ID, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("removed_by_id", ID, nullable=True),
        sa.Column("removed_at", INSTANT, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], ["account.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index("ix_respondent_link_subject", TABLE, ["subject_kind", "subject_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
