"""create triage and transfers.

Adds what triage finds out about a petition, the title of a petition, and the table of transfers.
Destroys nothing; runs before the new code.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
PETITION_COLUMNS = {
    "forwarder_kind": sa.String(length=20),
    "eligible": sa.Boolean(),
    "ineligible_ground": sa.String(length=30),
    "competence": sa.String(length=20),
    "authority": sa.String(length=30),
    "prior_resolution": sa.String(length=30),
    "triaged_on": sa.Date(),
}
TEXT_COLUMNS = {"title": sa.String(length=300), "title_f": sa.String(length=300)}
ACCOUNTS = ("sent_by_id", "answered_by_id")
UNITS = ("from_unit_id", "to_unit_id")
PETITIONS = ("petition_id", "received_petition_id")


def upgrade() -> None:
    for name, kind in PETITION_COLUMNS.items():
        op.add_column("petition", sa.Column(name, kind, nullable=True))
    integer = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(  # said so, SQLite adds the column without copying the table
        f"ALTER TABLE petition ADD COLUMN joins_case_id {integer} "
        'CONSTRAINT fk_petition_joins_case_id REFERENCES "case" (id)'
    )
    for name, kind in TEXT_COLUMNS.items():
        op.add_column("petition_text", sa.Column(name, kind, nullable=True))
    op.create_table(
        "transfer",
        sa.Column("id", ID, nullable=False),
        sa.Column("petition_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("from_unit_id", ID, nullable=False),
        sa.Column("to_unit_id", ID, nullable=True),
        sa.Column("to_body", sa.String(length=200), nullable=True),
        sa.Column("document_number", sa.String(length=60), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by_id", ID, nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by_id", ID, nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("received_petition_id", ID, nullable=True),
        sa.CheckConstraint(
            "(to_unit_id IS NULL) <> (to_body IS NULL)", name=op.f("ck_transfer_one_recipient")
        ),
        sa.CheckConstraint(
            "status IN ('sent', 'received', 'returned')", name=op.f("ck_transfer_status_known")
        ),
        *_references(PETITIONS, "petition.id"),
        *_references(("run_id",), "run.id"),
        *_references(UNITS, "unit.id"),
        *_references(ACCOUNTS, "account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_index(op.f("ix_transfer_petition_id"), "transfer", ["petition_id"])
    op.create_index(op.f("ix_transfer_from_unit_id"), "transfer", ["from_unit_id"])
    op.create_index("ix_transfer_to_unit_id_status", "transfer", ["to_unit_id", "status"])


def downgrade() -> None:
    op.drop_table("transfer")
    for name in TEXT_COLUMNS:
        op.drop_column("petition_text", name)
    op.execute("ALTER TABLE petition DROP COLUMN joins_case_id")
    for name in PETITION_COLUMNS:
        op.drop_column("petition", name)


def _references(columns: tuple[str, ...], target: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_transfer_{name}"))
        for name in columns
    ]
