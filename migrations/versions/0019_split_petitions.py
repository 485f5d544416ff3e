"""split petitions.

Adds one table. Destroys nothing; runs before the new code.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "split_part",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("procedure", sa.String(length=60), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("enter_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_split_part_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_split_part")),
    )


def downgrade() -> None:
    op.drop_table("split_part")
