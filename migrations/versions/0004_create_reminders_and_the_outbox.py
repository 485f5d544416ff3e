"""create reminders and the outbox.

Adds four tables, a column to ``notice`` and indexes. Destroys nothing; runs before the new code.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORK_ITEM_INDEXES = {
    "ix_work_item_unit_id_due_on": ["unit_id", "due_on", "claimant_id", "assignee_id", "run_id"],
    "ix_work_item_case_id_term_due_on": ["case_id", "term", "due_on"],
    "ix_work_item_petition_id_term_due_on": ["petition_id", "term", "due_on"],
}


def upgrade() -> None:
    op.create_table(
        "unit_setting",
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("reminder_days", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", ID, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "reminder_days >= 1", name=op.f("ck_unit_setting_reminder_days_positive")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_setting_unit_id")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["account.id"], name=op.f("fk_unit_setting_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_setting")),
    )
    op.create_table(
        "digest",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("unit_names", sa.String(length=500), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("due_today", sa.Integer(), nullable=False),
        sa.Column("due_soon", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("hidden_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_digest_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_digest_account_id_day")),
    )
    op.create_index(op.f("ix_digest_day"), "digest", ["day"])
    op.create_table(
        "digest_round",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("finished_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_digest_round")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("given_up_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('mail')", name=op.f("ck_outbox_kind_known")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outbox_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(
        "ix_outbox_sent_at_given_up_at_next_try_at",
        "outbox",
        ["sent_at", "given_up_at", "next_try_at"],
    )
    deadline_id = sa.Column(
        "deadline_id", ID, sa.ForeignKey("deadline.id", name="fk_notice_deadline_id")
    )
    op.add_column("notice", deadline_id, inline_references=True)
    op.create_index(
        "uq_notice_deadline_id_message", "notice", ["deadline_id", "message"], unique=True
    )
    _replace_indexes()


def _replace_indexes() -> None:
    """Let the lists of what is due find all they need in an index."""
    op.drop_index("ix_deadline_closed_on_due_on", "deadline")
    op.drop_index("ix_work_item_case_id", "work_item")
    paused = sa.text("paused_since IS NOT NULL")
    op.create_index(
        "ix_run_paused",
        "run",
        ["subject_kind", "subject_id"],
        sqlite_where=paused,
        postgresql_where=paused,
    )
    still_open = sa.text("closed_on IS NULL")
    op.create_index(
        "ix_deadline_open",
        "deadline",
        ["due_on", "subject_kind", "subject_id", "term", "pauses"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    judged = sa.text("late_by_law IS NOT NULL")
    op.create_index(
        "ix_deadline_judged",
        "deadline",
        ["due_on", "subject_kind", "subject_id", "late_by_law"],
        sqlite_where=judged,
        postgresql_where=judged,
    )
    for name, columns in WORK_ITEM_INDEXES.items():
        op.create_index(name, "work_item", columns)


def downgrade() -> None:
    for name in WORK_ITEM_INDEXES:
        op.drop_index(name, "work_item")
    op.drop_index("ix_deadline_judged", "deadline")
    op.drop_index("ix_deadline_open", "deadline")
    op.drop_index("ix_run_paused", "run")
    op.create_index("ix_work_item_case_id", "work_item", ["case_id"])
    op.create_index("ix_deadline_closed_on_due_on", "deadline", ["closed_on", "due_on"])
    op.drop_index("uq_notice_deadline_id_message", "notice")
    with op.batch_alter_table("notice") as notice:
        notice.drop_column("deadline_id")
    for table in ("outbox", "digest_round", "digest", "unit_setting"):
        op.drop_table(table)
