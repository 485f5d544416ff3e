"""create suspensions and term settings.

Adds two tables, three columns and a unique index. Destroys nothing; runs before the new code.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("run", sa.Column("start_token", sa.String(length=64), nullable=True))
    op.create_index("ix_run_start_token", "run", ["start_token"], unique=True)
    op.add_column("case", sa.Column("verify_until", sa.Date(), nullable=True))
    op.add_column(
        "case", sa.Column("withdrawn_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_table(
        "suspension",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("paused_run_id", ID, nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=False),
        sa.Column("suspension_document_id", ID, nullable=True),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("resumption_document_id", ID, nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "resumed_on IS NULL OR ended_on IS NULL", name=op.f("ck_suspension_one_end")
        ),
        sa.CheckConstraint(
            "resumed_on IS NULL OR resumed_on >= suspended_on", name=op.f("ck_suspension_in_order")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_suspension_case_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_suspension_run_id")),
        sa.ForeignKeyConstraint(
            ["paused_run_id"], ["run.id"], name=op.f("fk_suspension_paused_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["suspension_document_id"],
            ["document.id"],
            name=op.f("fk_suspension_suspension_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["resumption_document_id"],
            ["document.id"],
            name=op.f("fk_suspension_resumption_document_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index("ix_suspension_case_id", "suspension", ["case_id"])
    op.create_index("ix_suspension_run_id", "suspension", ["run_id"])
    op.create_table(
        "term_setting",
        sa.Column("id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("row_key", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("set_by_id", ID, nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.CheckConstraint("amount >= 1", name=op.f("ck_term_setting_amount_positive")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_term_setting_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["account.id"], name=op.f("fk_term_setting_set_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_term_setting_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_setting")),
    )
    op.create_index("ix_term_setting_unit_id_row_key", "term_setting", ["unit_id", "row_key"])


def downgrade() -> None:
    op.drop_index("ix_term_setting_unit_id_row_key", table_name="term_setting")
    op.drop_table("term_setting")
    op.drop_index("ix_suspension_run_id", table_name="suspension")
    op.drop_index("ix_suspension_case_id", table_name="suspension")
    op.drop_table("suspension")
    op.drop_column("case", "withdrawn_count")
    op.drop_column("case", "verify_until")
    op.drop_index("ix_run_start_token", table_name="run")
    op.drop_column("run", "start_token")
