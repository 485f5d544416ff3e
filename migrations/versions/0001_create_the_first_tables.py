"""create the first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("case_step", "event", "journal_entry", "procedure_version", "procedure_file")


def _forbid_changes() -> None:
    """History is only added to: the database itself refuses to change or delete it."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("name_f", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("uses_shortcuts", sa.Boolean(), nullable=False),
        sa.Column("request_document", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_from", sa.Date(), nullable=True),
        sa.Column("lock_ground", sa.String(length=40), nullable=True),
        sa.Column("lock_document", sa.String(length=200), nullable=True),
        sa.Column(
            "locked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["locked_by_id"], ["account.id"], name=op.f("fk_account_locked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_index("ix_account_name_f", "account", ["name_f"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "code_counter",
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "year", name=op.f("pk_code_counter")),
    )
    op.create_table(
        "fact",
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "name", name=op.f("pk_fact")),
    )
    op.create_table(
        "rule_revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_revision")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(
        "ix_sign_in_attempt_address_at", "sign_in_attempt", ["address", "at"], unique=False
    )
    op.create_index("ix_sign_in_attempt_email_at", "sign_in_attempt", ["email", "at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_f", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "successor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_index("ix_unit_name_f", "unit", ["name_f"], unique=False)
    op.create_index("ix_unit_parent_id", "unit", ["parent_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("instance", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_f", sa.String(length=300), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column(
            "settling_unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "previous_case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("previous_body", sa.String(length=200), nullable=True),
        sa.Column("previous_number", sa.String(length=60), nullable=True),
        sa.Column("previous_on", sa.Date(), nullable=True),
        sa.Column("is_discipline", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("complex", sa.Boolean(), nullable=False),
        sa.Column("complexity_criteria", sa.String(length=200), nullable=True),
        sa.Column("complexity_document", sa.String(length=200), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("acceptance_number", sa.String(length=60), nullable=True),
        sa.Column("not_accepted_ground", sa.String(length=20), nullable=True),
        sa.Column("withdrawal_after_persuasion", sa.Boolean(), nullable=True),
        sa.Column("closing", sa.String(length=30), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("secrecy", sa.String(length=10), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=True),
        sa.Column("old_number", sa.String(length=60), nullable=True),
        sa.Column("is_legacy", sa.Boolean(), nullable=False),
        sa.Column("paper_file_ref", sa.String(length=100), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('complaint', 'denunciation', 'feedback')", name=op.f("ck_case_kind_known")
        ),
        sa.CheckConstraint(
            "secrecy IN ('none', 'mat', 'toi_mat', 'tuyet_mat')", name=op.f("ck_case_secrecy_known")
        ),
        sa.ForeignKeyConstraint(
            ["previous_case_id"], ["case.id"], name=op.f("fk_case_previous_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["settling_unit_id"], ["unit.id"], name=op.f("fk_case_settling_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("code", name=op.f("uq_case_code")),
    )
    op.create_index("ix_case_opened_at", "case", ["opened_at"], unique=False)
    op.create_index("ix_case_settling_unit_id", "case", ["settling_unit_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("account_id", "place", name=op.f("uq_draft_account_id_place")),
    )
    op.create_index("ix_draft_saved_at", "draft", ["saved_at"], unique=False)

    op.create_table(
        "file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column(
            "uploaded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_file_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    op.create_index("ix_file_sha256", "file", ["sha256"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "on_behalf_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=True),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_journal_entry_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["account.id"], name=op.f("fk_journal_entry_on_behalf_of_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_index("ix_journal_entry_account_id", "journal_entry", ["account_id"], unique=False)
    op.create_index("ix_journal_entry_office_at", "journal_entry", ["office_at"], unique=False)
    op.create_index(
        "ix_journal_entry_subject", "journal_entry", ["subject_kind", "subject_id"], unique=False
    )

    op.create_table(
        "petition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(
            "receiving_unit_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("forwarded_document", sa.String(length=200), nullable=True),
        sa.Column(
            "forwarded_from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column("signatory_count", sa.Integer(), nullable=True),
        sa.Column("handling", sa.String(length=30), nullable=True),
        sa.Column("secrecy", sa.String(length=10), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=True),
        sa.Column("old_number", sa.String(length=60), nullable=True),
        sa.Column("is_legacy", sa.Boolean(), nullable=False),
        sa.Column("paper_file_ref", sa.String(length=100), nullable=True),
        sa.Column("registration_token", sa.String(length=64), nullable=True),
        sa.Column(
            "registered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('unclassified', 'complaint', 'denunciation', 'feedback', 'mixed')",
            name=op.f("ck_petition_kind_known"),
        ),
        sa.CheckConstraint(
            "secrecy IN ('none', 'mat', 'toi_mat', 'tuyet_mat')",
            name=op.f("ck_petition_secrecy_known"),
        ),
        sa.ForeignKeyConstraint(
            ["forwarded_from_id"], ["petition.id"], name=op.f("fk_petition_forwarded_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["receiving_unit_id"], ["unit.id"], name=op.f("fk_petition_receiving_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["account.id"], name=op.f("fk_petition_registered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition")),
        sa.UniqueConstraint("code", name=op.f("uq_petition_code")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_petition_id_kind")),
        sa.UniqueConstraint("registration_token", name=op.f("uq_petition_registration_token")),
    )
    op.create_index("ix_petition_received_on", "petition", ["received_on"], unique=False)
    op.create_index(
        "ix_petition_receiving_unit_id", "petition", ["receiving_unit_id"], unique=False
    )

    op.create_table(
        "procedure_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "published_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["account.id"], name=op.f("fk_procedure_version_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["account.id"], name=op.f("fk_procedure_version_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_version")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_procedure_version_code_number")),
        sa.UniqueConstraint("code", "sha256", name=op.f("uq_procedure_version_code_sha256")),
    )
    op.create_table(
        "role_assignment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_assignment_account_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_assignment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignment")),
    )
    op.create_index(
        "ix_role_assignment_account_id", "role_assignment", ["account_id"], unique=False
    )
    op.create_index("ix_role_assignment_unit_id", "role_assignment", ["unit_id"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_user_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index("ix_user_session_account_id", "user_session", ["account_id"], unique=False)

    op.create_table(
        "case_unit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "relation IN ('receiving', 'settling', 'verifying', 'superior', 'monitoring')",
            name=op.f("ck_case_unit_relation_known"),
        ),
        sa.CheckConstraint(
            "(case_id IS NULL) <> (petition_id IS NULL)", name=op.f("ck_case_unit_one_subject")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_unit_case_id")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_case_unit_petition_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_unit")),
    )
    op.create_index("ix_case_unit_case_id", "case_unit", ["case_id"], unique=False)
    op.create_index("ix_case_unit_petition_id", "case_unit", ["petition_id"], unique=False)
    op.create_index(
        "ix_case_unit_unit_id_case_id", "case_unit", ["unit_id", "case_id"], unique=False
    )

    op.create_table(
        "party",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("petition_kind", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("name_f", sa.String(length=300), nullable=False),
        sa.Column("id_number", sa.String(length=20), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "petition_kind IN ('complaint', 'feedback') OR role = 'denounced'",
            name=op.f("ck_party_no_author_on_denunciation"),
        ),
        sa.CheckConstraint(
            "role IN ('author', 'representative', 'respondent', 'denounced')",
            name=op.f("ck_party_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["petition_id", "petition_kind"],
            ["petition.id", "petition.kind"],
            name=op.f("fk_party_petition_id_petition_kind"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index("ix_party_name_f", "party", ["name_f"], unique=False)
    op.create_index("ix_party_petition_id", "party", ["petition_id"], unique=False)

    op.create_table(
        "petition_case",
        sa.Column(
            "petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_reason", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_petition_case_case_id")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_case_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", "case_id", name=op.f("pk_petition_case")),
    )
    op.create_index("ix_petition_case_case_id", "petition_case", ["case_id"], unique=False)

    op.create_table(
        "petition_text",
        sa.Column(
            "petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("text_f", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_text_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_petition_text")),
    )
    op.create_table(
        "procedure_file",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name=op.f("fk_procedure_file_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "name", name=op.f("pk_procedure_file")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "parent_run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("timers", sa.String(length=2000), nullable=False),
        sa.Column("waits_for", sa.String(length=500), nullable=False),
        sa.Column("visited", sa.Text(), nullable=False),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("next_fires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'completed', 'cancelled')", name=op.f("ck_run_status_known")
        ),
        sa.CheckConstraint(
            "subject_kind IN ('reception', 'petition', 'case')",
            name=op.f("ck_run_subject_kind_known"),
        ),
        sa.ForeignKeyConstraint(["parent_run_id"], ["run.id"], name=op.f("fk_run_parent_run_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_version.id"], name=op.f("fk_run_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index("ix_run_status_next_fires_at", "run", ["status", "next_fires_at"], unique=False)
    op.create_index("ix_run_subject", "run", ["subject_kind", "subject_id"], unique=False)
    op.create_index("ix_run_version_id", "run", ["version_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "assigned_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_assignment_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["account.id"], name=op.f("fk_assignment_assigned_by_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_assignment_run_id")),
        sa.PrimaryKeyConstraint("run_id", "name", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_account_id", "assignment", ["account_id"], unique=False)

    op.create_table(
        "case_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "on_behalf_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('done', 'sent_back', 'cancelled', 'overtaken')",
            name=op.f("ck_case_step_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_case_step_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"], ["account.id"], name=op.f("fk_case_step_on_behalf_of_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_case_step_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_step_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("run_id", "task_id", name=op.f("uq_case_step_run_id_task_id")),
    )
    op.create_index(
        "ix_case_step_account_id_ended_at", "case_step", ["account_id", "ended_at"], unique=False
    )
    op.create_index(
        "ix_case_step_who_did",
        "case_step",
        ["run_id", "account_id", "outcome", "element"],
        unique=False,
    )

    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("term", sa.String(length=60), nullable=True),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_notice_case_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_notice_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_case_id", "notice", ["case_id"], unique=False)
    op.create_index("ix_notice_run_id", "notice", ["run_id"], unique=False)
    op.create_index("ix_notice_unit_id_role_at", "notice", ["unit_id", "role", "at"], unique=False)

    op.create_table(
        "work_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("term", sa.String(length=60), nullable=True),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(
            "assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "claimant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["account.id"], name=op.f("fk_work_item_assignee_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_work_item_case_id")),
        sa.ForeignKeyConstraint(
            ["claimant_id"], ["account.id"], name=op.f("fk_work_item_claimant_id")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_work_item_petition_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_work_item_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_work_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
        sa.UniqueConstraint("run_id", "task_id", name=op.f("uq_work_item_run_id_task_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_work_item_case_id", "work_item", ["case_id"], unique=False)
    op.create_index(
        "ix_work_item_claimant_id_due_on", "work_item", ["claimant_id", "due_on"], unique=False
    )
    op.create_index(
        "ix_work_item_unit_id_role_due_on", "work_item", ["unit_id", "role", "due_on"], unique=False
    )
    op.create_index(
        "ix_work_item_who_may",
        "work_item",
        ["unit_id", "role", "element", "assignee_id", "claimant_id"],
        unique=False,
    )

    op.create_table(
        "answer",
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_answer_step_id")),
        sa.PrimaryKeyConstraint("step_id", "key", name=op.f("pk_answer")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("enforcement_required", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('justified', 'partly_justified', 'unjustified')",
            name=op.f("ck_decision_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_decision_case_id")),
        sa.ForeignKeyConstraint(["signer_id"], ["account.id"], name=op.f("fk_decision_signer_id")),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_decision_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_case_id", "decision", ["case_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("recipient", sa.String(length=500), nullable=True),
        sa.Column("secrecy", sa.String(length=10), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "secrecy = 'none' OR file_id IS NULL", name=op.f("ck_document_no_file_when_secret")
        ),
        sa.CheckConstraint(
            "secrecy IN ('none', 'mat', 'toi_mat', 'tuyet_mat')",
            name=op.f("ck_document_secrecy_known"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_document_file_id")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_document_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_document_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_document_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_case_id", "document", ["case_id"], unique=False)
    op.create_index("ix_document_petition_id", "document", ["petition_id"], unique=False)
    op.create_index("ix_document_step_id", "document", ["step_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_event_account_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["event.id"], name=op.f("fk_event_corrects_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_event_document_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_event_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_subject", "event", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.String(length=60), nullable=False),
        sa.Column(
            "table_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "opening_event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ends_on_events", sa.String(length=300), nullable=False),
        sa.Column("pauses", sa.Boolean(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("computation", sa.Text(), nullable=False),
        sa.Column(
            "closing_event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_by_law", sa.Boolean(), nullable=True),
        sa.Column("late_in_system", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closing_event_id"], ["event.id"], name=op.f("fk_deadline_closing_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_event_id"], ["event.id"], name=op.f("fk_deadline_opening_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["table_version_id"],
            ["procedure_version.id"],
            name=op.f("fk_deadline_table_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    op.create_index(
        "ix_deadline_closed_on_due_on", "deadline", ["closed_on", "due_on"], unique=False
    )
    op.create_index("ix_deadline_subject", "deadline", ["subject_kind", "subject_id"], unique=False)
    _forbid_changes()


def downgrade() -> None:
    op.drop_index("ix_deadline_subject", table_name="deadline")
    op.drop_index("ix_deadline_closed_on_due_on", table_name="deadline")

    op.drop_table("deadline")
    op.drop_index("ix_event_subject", table_name="event")

    op.drop_table("event")
    op.drop_index("ix_document_step_id", table_name="document")
    op.drop_index("ix_document_petition_id", table_name="document")
    op.drop_index("ix_document_case_id", table_name="document")

    op.drop_table("document")
    op.drop_index("ix_decision_case_id", table_name="decision")

    op.drop_table("decision")
    op.drop_table("answer")
    op.drop_index("ix_work_item_who_may", table_name="work_item")
    op.drop_index("ix_work_item_unit_id_role_due_on", table_name="work_item")
    op.drop_index("ix_work_item_claimant_id_due_on", table_name="work_item")
    op.drop_index("ix_work_item_case_id", table_name="work_item")

    op.drop_table("work_item")
    op.drop_index("ix_notice_unit_id_role_at", table_name="notice")
    op.drop_index("ix_notice_run_id", table_name="notice")
    op.drop_index("ix_notice_case_id", table_name="notice")

    op.drop_table("notice")
    op.drop_index("ix_case_step_who_did", table_name="case_step")
    op.drop_index("ix_case_step_account_id_ended_at", table_name="case_step")

    op.drop_table("case_step")
    op.drop_index("ix_assignment_account_id", table_name="assignment")

    op.drop_table("assignment")
    op.drop_index("ix_run_version_id", table_name="run")
    op.drop_index("ix_run_subject", table_name="run")
    op.drop_index("ix_run_status_next_fires_at", table_name="run")

    op.drop_table("run")
    op.drop_table("procedure_file")
    op.drop_table("petition_text")
    op.drop_index("ix_petition_case_case_id", table_name="petition_case")

    op.drop_table("petition_case")
    op.drop_index("ix_party_petition_id", table_name="party")
    op.drop_index("ix_party_name_f", table_name="party")

    op.drop_table("party")
    op.drop_index("ix_case_unit_unit_id_case_id", table_name="case_unit")
    op.drop_index("ix_case_unit_petition_id", table_name="case_unit")
    op.drop_index("ix_case_unit_case_id", table_name="case_unit")

    op.drop_table("case_unit")
    op.drop_index("ix_user_session_account_id", table_name="user_session")

    op.drop_table("user_session")
    op.drop_index("ix_role_assignment_unit_id", table_name="role_assignment")
    op.drop_index("ix_role_assignment_account_id", table_name="role_assignment")

    op.drop_table("role_assignment")
    op.drop_table("procedure_version")
    op.drop_index("ix_petition_receiving_unit_id", table_name="petition")
    op.drop_index("ix_petition_received_on", table_name="petition")

    op.drop_table("petition")
    op.drop_index("ix_journal_entry_subject", table_name="journal_entry")
    op.drop_index("ix_journal_entry_office_at", table_name="journal_entry")
    op.drop_index("ix_journal_entry_account_id", table_name="journal_entry")

    op.drop_table("journal_entry")
    op.drop_index("ix_file_sha256", table_name="file")

    op.drop_table("file")
    op.drop_index("ix_draft_saved_at", table_name="draft")

    op.drop_table("draft")
    op.drop_index("ix_case_settling_unit_id", table_name="case")
    op.drop_index("ix_case_opened_at", table_name="case")

    op.drop_table("case")
    op.drop_index("ix_unit_parent_id", table_name="unit")
    op.drop_index("ix_unit_name_f", table_name="unit")

    op.drop_table("unit")
    op.drop_index("ix_sign_in_attempt_email_at", table_name="sign_in_attempt")
    op.drop_index("ix_sign_in_attempt_address_at", table_name="sign_in_attempt")

    op.drop_table("sign_in_attempt")
    op.drop_table("rule_revision")
    op.drop_table("fact")
    op.drop_table("code_counter")
    op.drop_table("calendar_year")
    op.drop_table("calendar_day")
    op.drop_index("ix_account_name_f", table_name="account")

    op.drop_table("account")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
