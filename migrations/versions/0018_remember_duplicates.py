"""remember which petitions are duplicates.

Adds the first petition of which one is a duplicate, and what people decided about two petitions.
Destroys nothing; runs before the new code.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
TABLE = "duplicate_judgement"


def upgrade() -> None:
    integer = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(  # said so, SQLite adds the column without copying the table
        f"ALTER TABLE petition ADD COLUMN duplicate_of_id {integer} "
        "CONSTRAINT fk_petition_duplicate_of_id REFERENCES petition (id)"
    )
    op.create_index("ix_petition_duplicate_of_id", "petition", ["duplicate_of_id"])
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("petition_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("is_duplicate", sa.Boolean(), nullable=False),
        sa.Column("judged_by_id", ID, nullable=False),
        sa.Column("judged_at", INSTANT, nullable=False),
        sa.CheckConstraint("petition_id <> other_id", name=f"ck_{TABLE}_of_two"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=f"fk_{TABLE}_petition_id"),
        sa.ForeignKeyConstraint(["other_id"], ["petition.id"], name=f"fk_{TABLE}_other_id"),
        sa.ForeignKeyConstraint(["judged_by_id"], ["account.id"], name=f"fk_{TABLE}_judged_by_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    op.create_index(f"ix_{TABLE}_petition_id", TABLE, ["petition_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_index("ix_petition_duplicate_of_id", table_name="petition")
    op.execute("ALTER TABLE petition DROP COLUMN duplicate_of_id")
