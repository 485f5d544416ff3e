"""keep denunciations empty.

Adds two tables, an index and the triggers that refuse what a denunciation must not hold (khoản 7 Điều 5 Quy
chế 2003/QĐ-UBND): authors, papers beyond a list, results. Destroys nothing; runs before the new
code. An installation that holds such rows already is refused nothing until it changes them.

Revision ID: 0013
Revises: 0012
"""  # noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_PETITION_OF = "(SELECT kind FROM petition WHERE id = NEW.petition_id)"
_CASE_OF = '(SELECT kind FROM "case" WHERE id = NEW.case_id)'
_ALLOWED = "(SELECT type FROM denunciation_paper)"
_AUTHORS = "('author', 'representative')"

RULES = {
    "denunciation_papers": (
        "document",
        "INSERT OR UPDATE",
        (
            f"(NEW.type NOT IN {_ALLOWED}"
            " AND (NEW.type <> 'erased' OR NEW.number IS NOT NULL OR NEW.recipient IS NOT NULL"
            " OR NEW.issued_on IS NOT NULL OR NEW.file_id IS NOT NULL))"
            f" AND (COALESCE({_PETITION_OF}, '') = 'denunciation'"
            f" OR COALESCE({_CASE_OF}, '') = 'denunciation')"
        ),
    ),
    "denunciation_petition": (
        "petition",
        "INSERT OR UPDATE",
        (
            "NEW.kind = 'denunciation' AND (NEW.signatory_count IS NOT NULL OR EXISTS"  # noqa: S608
            " (SELECT 1 FROM document d WHERE d.petition_id = NEW.id AND d.type <> 'erased'"
            f" AND d.type NOT IN {_ALLOWED}))"
        ),
    ),
    "denunciation_same_paper": (
        "petition",
        "INSERT OR UPDATE",
        (
            "NEW.kind = 'denunciation' AND EXISTS (SELECT 1 FROM petition o JOIN party p"  # noqa: S608
            f" ON p.petition_id = o.id AND p.role IN {_AUTHORS}"
            " WHERE o.id = NEW.forwarded_from_id OR o.forwarded_from_id = NEW.id)"
        ),
    ),
    "denunciation_same_author": (
        "party",
        "INSERT OR UPDATE",
        (
            f"NEW.role IN {_AUTHORS} AND (EXISTS (SELECT 1 FROM petition o"  # noqa: S608
            " WHERE o.forwarded_from_id = NEW.petition_id AND o.kind = 'denunciation')"
            " OR EXISTS (SELECT 1 FROM petition m JOIN petition o ON o.id = m.forwarded_from_id"
            " WHERE m.id = NEW.petition_id AND o.kind = 'denunciation'))"
        ),
    ),
    "denunciation_own_cases": (
        "petition_case",
        "INSERT OR UPDATE",
        f"({_PETITION_OF} = 'denunciation') <> ({_CASE_OF} = 'denunciation')",
    ),
    "denunciation_joined": (
        "petition",
        "UPDATE",
        (
            'EXISTS (SELECT 1 FROM petition_case j JOIN "case" c ON c.id = j.case_id'
            " WHERE j.petition_id = NEW.id"
            " AND (c.kind = 'denunciation') <> (NEW.kind = 'denunciation'))"
        ),
    ),
    "denunciation_case": (
        "case",
        "INSERT OR UPDATE",
        (
            "NEW.kind = 'denunciation' AND (NEW.withdrawal_after_persuasion IS NOT NULL"
            " OR NEW.dialogue_on IS NOT NULL OR NEW.withdrawn_count <> 0"
            " OR COALESCE(NEW.closing, 'conclusion') NOT IN ('conclusion', 'terminated',"
            " 'terminated_withdrawal', 'terminated_other', 'handed_over', 'refused', 'reclassified'))"  # noqa: E501
        ),
    ),
    "denunciation_case_kind": (
        "case",
        "UPDATE",
        "(NEW.kind = 'denunciation') <> (OLD.kind = 'denunciation')",
    ),
    "denunciation_decision": (
        "decision",
        "INSERT OR UPDATE",
        f"{_CASE_OF} = 'denunciation'",
    ),
    "denunciation_enforcement": (
        "enforcement",
        "INSERT OR UPDATE",
        f"{_CASE_OF} = 'denunciation'",
    ),
    "denunciation_follow_up": ("follow_up", "INSERT", f"{_CASE_OF} = 'denunciation'"),
    "denunciation_conclusion": (
        "conclusion",
        "INSERT OR UPDATE",
        f"{_CASE_OF} <> 'denunciation'",
    ),
}
"""Name -> table, verbs, what is refused. AFTER the change: PostgreSQL's own check of the foreign key has locked the petition by then, so
that its kind cannot change unseen in another transaction."""  # noqa: E501


def upgrade() -> None:
    op.create_table(
        "denunciation_paper",
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("type", name=op.f("pk_denunciation_paper")),
    )
    op.create_table(
        "conclusion",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("step_id", ID, nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "sent_on IS NULL OR sent_on >= concluded_on",
            name=op.f("ck_conclusion_sent_in_order"),
        ),
        sa.CheckConstraint(
            "published_on IS NULL OR published_on >= concluded_on",
            name=op.f("ck_conclusion_published_in_order"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_conclusion_case_id")),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_conclusion_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conclusion")),
        sa.UniqueConstraint("case_id", name=op.f("uq_conclusion_case_id")),
    )
    op.create_index(op.f("ix_petition_forwarded_from_id"), "petition", ["forwarded_from_id"])
    for name, (table, verbs, refused) in RULES.items():
        if op.get_bind().dialect.name == "sqlite":
            _create_on_sqlite(name, table, verbs, refused)
        else:
            _create_on_postgresql(name, table, verbs, refused)


def downgrade() -> None:
    for name, (table, verbs, _refused) in RULES.items():
        if op.get_bind().dialect.name == "sqlite":
            for verb in verbs.split(" OR "):
                op.execute(f"DROP TRIGGER {name}_{verb.lower()}")
        else:
            op.execute(f'DROP TRIGGER {name} ON "{table}"')
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_index(op.f("ix_petition_forwarded_from_id"), table_name="petition")
    op.drop_table("conclusion")
    op.drop_table("denunciation_paper")


def _create_on_sqlite(name: str, table: str, verbs: str, refused: str) -> None:
    for verb in verbs.split(" OR "):
        op.execute(
            f'CREATE TRIGGER {name}_{verb.lower()} AFTER {verb} ON "{table}" WHEN {refused} '
            f"BEGIN SELECT RAISE(ABORT, 'refused: {name}'); END"
        )


def _create_on_postgresql(name: str, table: str, verbs: str, refused: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {refused} THEN RAISE EXCEPTION 'refused: {name}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$"
    )
    op.execute(
        f'CREATE TRIGGER {name} AFTER {verbs} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
    )
