"""create calendar changes.

Adds four tables and touches none. Destroys nothing; runs before the new code.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
COUNTS = (
    "total_count",
    "looked_count",
    "moved_count",
    "relieved_count",
    "belated_count",
    "unreadable_count",
)


def upgrade() -> None:
    op.create_table(
        "calendar_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("base_revision_id", ID, nullable=True),
        sa.Column("preview_number", sa.Integer(), nullable=False),
        sa.Column("previewed_at", INSTANT, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("revision_id", ID, nullable=True),
        sa.Column("reached_id", ID, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'previewing', 'previewed', 'recomputing', 'done')",
            name=op.f("ck_calendar_change_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["base_revision_id"],
            ["rule_revision.id"],
            name=op.f("fk_calendar_change_base_revision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_calendar_change_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["rule_revision.id"], name=op.f("fk_calendar_change_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
    )
    op.create_index("ix_calendar_change_created_by_id", "calendar_change", ["created_by_id"])
    op.create_index("ix_calendar_change_status", "calendar_change", ["status"])
    op.create_table(
        "calendar_change_day",
        sa.Column("change_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("document_number", sa.String(length=100), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("was_working", sa.Boolean(), nullable=True),
        sa.Column("was_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["calendar_change.id"], name=op.f("fk_calendar_change_day_change_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "day", name=op.f("pk_calendar_change_day")),
    )
    op.create_table(
        "calendar_change_year",
        sa.Column("change_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_number", sa.String(length=100), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["calendar_change.id"], name=op.f("fk_calendar_change_year_change_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "year", name=op.f("pk_calendar_change_year")),
    )
    op.create_table(
        "calendar_change_deadline",
        sa.Column("change_id", ID, nullable=False),
        sa.Column("deadline_id", ID, nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("lateness", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["calendar_change.id"],
            name=op.f("fk_calendar_change_deadline_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadline.id"], name=op.f("fk_calendar_change_deadline_deadline_id")
        ),
        sa.PrimaryKeyConstraint(
            "change_id", "deadline_id", name=op.f("pk_calendar_change_deadline")
        ),
    )


def downgrade() -> None:
    op.drop_table("calendar_change_deadline")
    op.drop_table("calendar_change_year")
    op.drop_table("calendar_change_day")
    op.drop_index("ix_calendar_change_status", table_name="calendar_change")
    op.drop_index("ix_calendar_change_created_by_id", table_name="calendar_change")
    op.drop_table("calendar_change")
