"""keep the history of units.

Adds what changed in units and who takes over from those that end, and whether the name of a unit
was read in a text. Destroys nothing; runs before the new code.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHAT = "('created', 'name', 'parent', 'valid_from', 'valid_to', 'verified', 'merged')"


def upgrade() -> None:
    op.add_column(
        "unit", sa.Column("is_verified", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.create_table(
        "unit_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=True),
        sa.Column("after", sa.String(length=200), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("changed_by_id", ID, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"what IN {WHAT}", name=op.f("ck_unit_change_what_known")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_change_unit_id")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["account.id"], name=op.f("fk_unit_change_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_change")),
    )
    op.create_index(op.f("ix_unit_change_unit_id"), "unit_change", ["unit_id"])
    op.create_index("ix_unit_change_from_day", "unit_change", ["from_day"])
    op.create_table(
        "unit_succession",
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("successor_id", ID, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_succession_unit_id")),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["unit.id"], name=op.f("fk_unit_succession_successor_id")
        ),
        sa.PrimaryKeyConstraint("unit_id", "successor_id", name=op.f("pk_unit_succession")),
    )
    op.create_index(op.f("ix_unit_succession_successor_id"), "unit_succession", ["successor_id"])
    _keep_append_only()


def _keep_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER unit_change_no_{verb.lower()} BEFORE {verb} ON unit_change "
                "BEGIN SELECT RAISE(ABORT, 'unit_change is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER unit_change_append_only BEFORE UPDATE OR DELETE ON unit_change "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_table("unit_succession")
    op.drop_table("unit_change")
    op.execute("ALTER TABLE unit DROP COLUMN is_verified")
