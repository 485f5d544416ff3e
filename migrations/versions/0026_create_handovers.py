"""create handovers.

Adds two tables and an index. Destroys nothing; runs before the new code.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("from_unit_id", ID, nullable=True),
        sa.Column("to_unit_id", ID, nullable=True),
        sa.Column("to_roles", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_by_id", ID, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_by_id", ID, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("minutes", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "kind IN ('lock', 'move', 'emergency', 'late')", name=op.f("ck_handover_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'cancelled')", name=op.f("ck_handover_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_handover_open_or_closed")
        ),
        sa.CheckConstraint(
            "(kind = 'move') = (from_unit_id IS NOT NULL)"
            " AND (kind = 'move') = (to_unit_id IS NOT NULL)",
            name=op.f("ck_handover_only_a_move_has_units"),
        ),
        *_keys(
            "handover",
            account_id="account",
            from_unit_id="unit",
            to_unit_id="unit",
            opened_by_id="account",
            closed_by_id="account",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index("ix_handover_account_id", "handover", ["account_id"])
    op.create_index(
        "uq_handover_open",
        "handover",
        ["account_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "handed_over",
        sa.Column("id", ID, nullable=False),
        sa.Column("handover_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=True),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("to_id", ID, nullable=True),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('step', 'named', 'direction', 'draft', 'delegation')",
            name=op.f("ck_handed_over_kind_known"),
        ),
        *_keys(
            "handed_over",
            handover_id="handover",
            unit_id="unit",
            to_id="account",
            document_id="document",
            by_id="account",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_over")),
    )
    op.create_index("ix_handed_over_handover_id", "handed_over", ["handover_id"])
    op.create_index("ix_work_item_assignee_id", "work_item", ["assignee_id"])
    _keep_append_only()


def _keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, of in columns.items()
    ]


def _keep_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER handed_over_no_{verb.lower()} BEFORE {verb} ON handed_over "
                "BEGIN SELECT RAISE(ABORT, 'handed_over is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER handed_over_append_only BEFORE UPDATE OR DELETE ON handed_over "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_index("ix_work_item_assignee_id", table_name="work_item")
    op.drop_table("handed_over")
    op.drop_table("handover")
