"""create the search index.

Adds one table, its full-text index and one column. Destroys nothing; runs before the new code.
What was recorded before is found after ``donthu search rebuild``.

Revision ID: 0007
Revises: 0006
"""

import sqlite3

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

REMOVES_AT_ONCE = (3, 42)
"""Version of SQLite from which its full-text index can remove words at once."""

# Words come ready: folded, of letters and digits, ours with a ``_``; only spaces part them.
CREATE_INDEX = """
CREATE VIRTUAL TABLE search_word USING fts5(
    words, content='search_entry', content_rowid='key',
    tokenize="ascii tokenchars '_'", detail=none, columnsize=0
)"""
PUT_IN = "INSERT INTO search_word (rowid, words) VALUES (new.key, new.words);"
TAKE_OUT = (
    "INSERT INTO search_word (search_word, rowid, words) VALUES ('delete', old.key, old.words);"
)
FOLLOWING = {"INSERT": PUT_IN, "DELETE": TAKE_OUT, "UPDATE": f"{TAKE_OUT} {PUT_IN}"}


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("key", ID, autoincrement=False, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("petition_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(case_id IS NULL) <> (petition_id IS NULL)",
            name=op.f("ck_search_entry_one_subject"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_search_entry_case_id")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_search_entry_petition_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("case_id", name=op.f("uq_search_entry_case_id")),
        sa.UniqueConstraint("petition_id", name=op.f("uq_search_entry_petition_id")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(CREATE_INDEX)
        for verb, follow in FOLLOWING.items():
            op.execute(
                f"CREATE TRIGGER search_entry_{verb.lower()} AFTER {verb} ON search_entry "
                f"BEGIN {follow} END"
            )
        if sqlite3.sqlite_version_info >= REMOVES_AT_ONCE:
            op.execute("INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1)")
    else:
        op.execute(
            "ALTER TABLE search_entry ADD COLUMN search_word tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        )
        op.execute("CREATE INDEX search_word ON search_entry USING gin (search_word)")
    op.add_column("document", sa.Column("number_f", sa.String(length=60), nullable=True))
    op.create_index(op.f("ix_document_number_f"), "document", ["number_f"])


def downgrade() -> None:
    op.drop_index(op.f("ix_document_number_f"), table_name="document")
    op.drop_column("document", "number_f")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_word")
    op.drop_table("search_entry")
