"""seal the journal.

Adds the seals and the entries that wait for one (those there are wait at once), triggers that keep
them, and indexes for looking entries up. On PostgreSQL it also refuses to TRUNCATE history.
Destroys nothing; runs before the new code.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = (
    "case_step",
    "event",
    "journal_entry",
    "procedure_version",
    "procedure_file",
    "enforcement_event",
    "follow_up",
)


def upgrade() -> None:
    op.create_table(
        "journal_seal",
        sa.Column("number", ID, autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("key_id", sa.String(length=20), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_journal_seal_entry_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal_seal")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_journal_seal_entry_id")),
    )
    op.create_table(
        "journal_unsealed",
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_journal_unsealed")),
    )
    op.execute("INSERT INTO journal_unsealed SELECT id FROM journal_entry")
    op.drop_index("ix_journal_entry_account_id", table_name="journal_entry")
    op.create_index(
        "ix_journal_entry_account_id_office_at", "journal_entry", ["account_id", "office_at"]
    )
    op.create_index("ix_journal_entry_action_office_at", "journal_entry", ["action", "office_at"])
    if op.get_bind().dialect.name == "sqlite":
        _triggers_of_sqlite()
    else:
        _triggers_of_postgresql()


def _triggers_of_sqlite() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_seal_no_{verb.lower()} BEFORE {verb} ON journal_seal "
            "BEGIN SELECT RAISE(ABORT, 'journal_seal is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER journal_entry_waits AFTER INSERT ON journal_entry "
        "BEGIN INSERT INTO journal_unsealed (entry_id) VALUES (NEW.id); END"
    )


def _triggers_of_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER journal_seal_append_only BEFORE UPDATE OR DELETE ON journal_seal "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE FUNCTION wait_for_seal() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO journal_unsealed (entry_id) VALUES (NEW.id); RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_waits AFTER INSERT ON journal_entry "
        "FOR EACH ROW EXECUTE FUNCTION wait_for_seal()"
    )
    for table in (*KEPT, "journal_seal"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER journal_entry_waits")
    else:
        for table in KEPT:
            op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        op.execute("DROP TRIGGER journal_entry_waits ON journal_entry")
    op.drop_table("journal_unsealed")
    op.drop_table("journal_seal")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION wait_for_seal()")
    op.drop_index("ix_journal_entry_action_office_at", table_name="journal_entry")
    op.drop_index("ix_journal_entry_account_id_office_at", table_name="journal_entry")
    op.create_index("ix_journal_entry_account_id", "journal_entry", ["account_id"])
