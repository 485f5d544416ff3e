"""create trouble reports.

Adds two tables. Destroys nothing; runs before the new code.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
STATES = "('received', 'in_work', 'answered', 'closed', 'reopened')"
OPEN = sa.text("state <> 'closed'")


def upgrade() -> None:
    op.create_table(
        "trouble_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("reported_by_id", ID, nullable=False),
        sa.Column("reported_at", INSTANT, nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('blocked', 'wrong', 'slow', 'help', 'security')",
            name=op.f("ck_trouble_report_kind_known"),
        ),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_trouble_report_state_known")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_trouble_report_unit_id")),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["account.id"], name=op.f("fk_trouble_report_reported_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trouble_report")),
    )
    op.create_index(op.f("ix_trouble_report_reported_by_id"), "trouble_report", ["reported_by_id"])
    op.create_index(
        "ix_trouble_report_open",
        "trouble_report",
        ["unit_id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "trouble_move",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("moved_by_id", ID, nullable=False),
        sa.Column("moved_at", INSTANT, nullable=False),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_trouble_move_state_known")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["trouble_report.id"], name=op.f("fk_trouble_move_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["moved_by_id"], ["account.id"], name=op.f("fk_trouble_move_moved_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trouble_move")),
    )
    op.create_index(op.f("ix_trouble_move_report_id"), "trouble_move", ["report_id"])
    op.create_index(op.f("ix_trouble_move_moved_at"), "trouble_move", ["moved_at"])
    _keep_append_only()


def _keep_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER trouble_move_no_{verb.lower()} BEFORE {verb} ON trouble_move "
                "BEGIN SELECT RAISE(ABORT, 'trouble_move is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER trouble_move_append_only BEFORE UPDATE OR DELETE ON trouble_move "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_table("trouble_move")
    op.drop_table("trouble_report")
