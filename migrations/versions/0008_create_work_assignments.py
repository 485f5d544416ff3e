"""create work assignments.

Adds one table and one column. Destroys nothing; runs before the new code.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "work_assignment",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", ID, nullable=True),
        sa.Column("to_id", ID, nullable=True),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reason_id", ID, nullable=True),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("answers_id", ID, nullable=True),
        sa.CheckConstraint(
            "kind IN ('assigned', 'reassigned', 'recalled', 'proposed', 'declined')",
            name=op.f("ck_work_assignment_kind_known"),
        ),
        sa.CheckConstraint(
            "kind = 'assigned' OR reason_id IS NOT NULL",
            name=op.f("ck_work_assignment_changes_have_a_reason"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_work_assignment_{column}")
            )
            for column, table in (
                ("run_id", "run"),
                ("unit_id", "unit"),
                ("from_id", "account"),
                ("to_id", "account"),
                ("by_id", "account"),
                ("reason_id", "note"),
                ("document_id", "document"),
                ("answers_id", "work_assignment"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_assignment")),
    )
    op.create_index("ix_work_assignment_run_id", "work_assignment", ["run_id"])
    op.create_index("ix_work_assignment_item_id", "work_assignment", ["item_id"])
    op.create_index("ix_work_assignment_unit_id_at", "work_assignment", ["unit_id", "at"])
    op.add_column("work_item", sa.Column("last_assignment_id", ID, nullable=True))
    _keep_append_only()


def _keep_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER work_assignment_no_{verb.lower()} BEFORE {verb} "
                "ON work_assignment "
                "BEGIN SELECT RAISE(ABORT, 'work_assignment is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER work_assignment_append_only BEFORE UPDATE OR DELETE "
            "ON work_assignment FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_column("work_item", "last_assignment_id")
    op.drop_table("work_assignment")
