"""create enforcement.

Adds three tables and a column. Destroys nothing; runs before the new code.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AMOUNT = sa.Numeric(18, 3).with_variant(sa.BigInteger(), "sqlite")
APPEND_ONLY = ("enforcement_event", "follow_up")


def upgrade() -> None:
    op.add_column("deadline", sa.Column("run_id", ID, nullable=True))
    op.create_table(
        "enforcement",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("required_from", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=True),
        sa.Column("recover_money", AMOUNT, nullable=False),
        sa.Column("recover_land", AMOUNT, nullable=False),
        sa.Column("return_money_organisation", AMOUNT, nullable=False),
        sa.Column("return_land_organisation", AMOUNT, nullable=False),
        sa.Column("return_money_individual", AMOUNT, nullable=False),
        sa.Column("return_land_individual", AMOUNT, nullable=False),
        sa.Column("beneficiaries_organisation", sa.Integer(), nullable=False),
        sa.Column("beneficiaries_individual", sa.Integer(), nullable=False),
        sa.Column("discipline_recommended", sa.Integer(), nullable=False),
        sa.Column("of_which_officials", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "result IN ('completed', 'partly_completed', 'not_possible')",
            name=op.f("ck_enforcement_result_known"),
        ),
        sa.CheckConstraint(
            "(done_on IS NULL) = (result IS NULL)", name=op.f("ck_enforcement_ended_with_a_result")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_enforcement_case_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_enforcement_run_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_enforcement_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enforcement")),
        sa.UniqueConstraint("run_id", name=op.f("uq_enforcement_run_id")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_enforcement_decision_id")),
    )
    op.create_index(op.f("ix_enforcement_case_id"), "enforcement", ["case_id"])
    op.create_table(
        "enforcement_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("enforcement_id", ID, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("recipient", sa.String(length=20), nullable=True),
        sa.Column("amount", AMOUNT, nullable=False),
        sa.Column("is_over_owed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "what IN ('recover_money', 'recover_land', 'return_money', 'return_land',"
            " 'returned_beneficiaries')",
            name=op.f("ck_enforcement_event_what_known"),
        ),
        sa.CheckConstraint(
            "(what IN ('recover_money', 'recover_land') AND recipient IS NULL)"
            " OR recipient IN ('organisation', 'individual')",
            name=op.f("ck_enforcement_event_recipient_known"),
        ),
        sa.ForeignKeyConstraint(
            ["enforcement_id"],
            ["enforcement.id"],
            name=op.f("fk_enforcement_event_enforcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_enforcement_event_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enforcement_event")),
    )
    op.create_index(
        op.f("ix_enforcement_event_enforcement_id"), "enforcement_event", ["enforcement_id"]
    )
    op.create_table(
        "follow_up",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("officials", sa.Integer(), nullable=False),
        sa.Column("organisations", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('disciplined', 'referred', 'prosecuted')",
            name=op.f("ck_follow_up_kind_known"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_follow_up_case_id")),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_follow_up_step_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_follow_up_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_case_id", "follow_up", ["case_id"])
    _keep_append_only()


def _keep_append_only() -> None:
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    op.drop_table("follow_up")
    op.drop_table("enforcement_event")
    op.drop_table("enforcement")
    op.drop_column("deadline", "run_id")
