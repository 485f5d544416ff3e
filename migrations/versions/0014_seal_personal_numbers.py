"""seal personal numbers.

Widens two columns and adds two with their indexes; empties the search index, which holds such
numbers. Afterwards ``donthu init`` encrypts what stands there and fills the index: that takes a
key, and many small transactions.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBERS = ("id_number", "phone")


def upgrade() -> None:
    op.execute("DELETE FROM search_entry")
    for name in NUMBERS:
        _retype(name, sa.Text())
        op.add_column("party", sa.Column(f"{name}_blind", sa.String(length=60), nullable=True))
        op.create_index(op.f(f"ix_party_{name}_blind"), "party", [f"{name}_blind"])


def downgrade() -> None:
    """Leave the numbers out: without the key nobody can read them."""
    op.execute("UPDATE party SET id_number = NULL, phone = NULL")
    for name in NUMBERS:
        op.drop_index(op.f(f"ix_party_{name}_blind"), table_name="party")
        op.drop_column("party", f"{name}_blind")
        _retype(name, sa.String(length=20))


def _retype(name: str, kind: sa.types.TypeEngine[str]) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("party", name, type_=kind)
        return
    # By a column beside it: making the table anew would lose its triggers.
    op.add_column("party", sa.Column("retyped", kind, nullable=True))
    op.execute(f"UPDATE party SET retyped = {name}")  # noqa: S608 - one of two names
    op.drop_column("party", name)
    op.alter_column("party", "retyped", new_column_name=name)
