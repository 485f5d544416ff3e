"""create secrecy changes.

Adds one table. Destroys nothing; runs before the new code.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
LEVELS = "('none', 'mat', 'toi_mat', 'tuyet_mat')"
OPEN = sa.text("state = 'proposed'")


def upgrade() -> None:
    op.create_table(
        "secrecy_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("from_level", sa.String(length=10), nullable=False),
        sa.Column("to_level", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_id", ID, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("erasure_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            f"from_level IN {LEVELS} AND to_level IN {LEVELS}",
            name=op.f("ck_secrecy_change_levels_known"),
        ),
        sa.CheckConstraint("from_level <> to_level", name=op.f("ck_secrecy_change_another_level")),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'rejected', 'withdrawn')",
            name=op.f("ck_secrecy_change_state_known"),
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_by_id IS NULL)"
            " AND (decided_by_id IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_secrecy_change_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'rejected') OR decided_by_id <> proposed_by_id",
            name=op.f("ck_secrecy_change_decided_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_secrecy_change_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_secrecy_change_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecy_change")),
    )
    op.create_index(op.f("ix_secrecy_change_subject_id"), "secrecy_change", ["subject_id"])
    op.create_index(
        "uq_secrecy_change_open",
        "secrecy_change",
        ["subject_kind", "subject_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("secrecy_change")
