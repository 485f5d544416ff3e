"""create delegations.

Adds who acts for whom, and for whom somebody gave out work or wrote a direction. Destroys nothing;
runs before the new code.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
TABLE = "delegation"
PEOPLE = ("giver_id", "delegate_id", "decided_by_id", "ended_by_id")
RUNNING = sa.text("ended_at IS NULL")
FOR_SOMEBODY = sa.text("on_behalf_of_id IS NOT NULL")
SIGNED = ("work_assignment", "note")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("giver_id", ID, nullable=False),
        sa.Column("delegate_id", ID, nullable=False),
        sa.Column("powers", sa.String(length=100), nullable=False),
        sa.Column("subject_kinds", sa.String(length=100), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("decided_by_id", ID, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by_id", ID, nullable=True),
        sa.Column("ended_because", sa.String(length=20), nullable=True),
        sa.CheckConstraint("kind IN ('powers', 'leave')", name=f"ck_{TABLE}_kind_known"),
        sa.CheckConstraint(
            "(kind = 'powers') = (powers <> '')", name=f"ck_{TABLE}_powers_delegated"
        ),
        sa.CheckConstraint("giver_id <> delegate_id", name=f"ck_{TABLE}_of_two"),
        sa.CheckConstraint("valid_to >= valid_from", name=f"ck_{TABLE}_in_order"),
        sa.CheckConstraint(
            "ended_because IS NULL OR ended_because IN ('revoked', 'expired', 'lapsed')",
            name=f"ck_{TABLE}_end_known",
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_because IS NULL)", name=f"ck_{TABLE}_ended_for_a_reason"
        ),
        sa.CheckConstraint(
            "ended_by_id IS NULL OR ended_because = 'revoked'",
            name=f"ck_{TABLE}_revoked_by_somebody",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=f"fk_{TABLE}_unit_id"),
        *(
            sa.ForeignKeyConstraint([name], ["account.id"], name=f"fk_{TABLE}_{name}")
            for name in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    op.create_index(f"ix_{TABLE}_delegate_id", TABLE, ["delegate_id", "valid_to"])
    op.create_index(f"ix_{TABLE}_giver_id", TABLE, ["giver_id"])
    op.create_index(f"ix_{TABLE}_unit_id", TABLE, ["unit_id", "valid_to"])
    op.create_index(
        f"ix_{TABLE}_running",
        TABLE,
        ["valid_to"],
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )
    integer = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table in SIGNED:
        op.execute(  # said so, SQLite adds the column without copying the table
            f"ALTER TABLE {table} ADD COLUMN on_behalf_of_id {integer} "
            f"CONSTRAINT fk_{table}_on_behalf_of_id REFERENCES account (id)"
        )
    op.create_index(
        "ix_journal_entry_on_behalf_of_id",
        "journal_entry",
        ["on_behalf_of_id", "account_id", "office_at"],
        sqlite_where=FOR_SOMEBODY,
        postgresql_where=FOR_SOMEBODY,
    )


def downgrade() -> None:
    op.drop_index("ix_journal_entry_on_behalf_of_id", table_name="journal_entry")
    for table in SIGNED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN on_behalf_of_id")
    op.drop_table(TABLE)
