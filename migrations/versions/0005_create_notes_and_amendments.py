"""create notes and amendments.

Adds two tables and three columns. Destroys nothing; runs before the new code.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", ID, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("for_account_id", ID, nullable=True),
        sa.Column("for_role", sa.String(length=40), nullable=True),
        sa.Column("for_unit_id", ID, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answers_id", ID, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("done_by_id", ID, nullable=True),
        sa.CheckConstraint(
            "kind IN ('note', 'direction', 'reason')", name=op.f("ck_note_kind_known")
        ),
        sa.CheckConstraint(
            "kind = 'direction' OR (for_account_id IS NULL AND for_role IS NULL"
            " AND due_on IS NULL AND done_at IS NULL)",
            name=op.f("ck_note_only_directions_are_done"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["account.id"], name=op.f("fk_note_written_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["for_account_id"], ["account.id"], name=op.f("fk_note_for_account_id")
        ),
        sa.ForeignKeyConstraint(["for_unit_id"], ["unit.id"], name=op.f("fk_note_for_unit_id")),
        sa.ForeignKeyConstraint(["answers_id"], ["note.id"], name=op.f("fk_note_answers_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["account.id"], name=op.f("fk_note_done_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_subject", "note", ["subject_kind", "subject_id"])
    still_open = sa.text("kind = 'direction' AND done_at IS NULL")
    op.create_index(
        "ix_note_open_directions",
        "note",
        ["for_account_id", "for_unit_id", "for_role"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "amendment",
        sa.Column("id", ID, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("document_number", sa.String(length=100), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("reason_id", ID, nullable=True),
        sa.CheckConstraint(
            "kind IN ('corrected', 'taken_back')", name=op.f("ck_amendment_kind_known")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_amendment_step_id")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_amendment_account_id")
        ),
        sa.ForeignKeyConstraint(["reason_id"], ["note.id"], name=op.f("fk_amendment_reason_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index(op.f("ix_amendment_step_id"), "amendment", ["step_id"])
    op.add_column("work_item", sa.Column("seen_at", INSTANT, nullable=True))
    op.add_column(
        "case_step",
        sa.Column("effects", sa.String(length=300), server_default="", nullable=False),
    )
    op.add_column("document", sa.Column("voided_at", INSTANT, nullable=True))
    _keep_append_only()


def _keep_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER amendment_no_{verb.lower()} BEFORE {verb} ON amendment "
                "BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER amendment_append_only BEFORE UPDATE OR DELETE ON amendment "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table, column in (
        ("document", "voided_at"),
        ("case_step", "effects"),
        ("work_item", "seen_at"),
    ):
        op.drop_column(table, column)
    op.drop_table("amendment")
    op.drop_table("note")
