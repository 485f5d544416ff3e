"""add what a decision says.

Adds columns for what a decision orders and when it was sent and took force, for the day of the
dialogue, and for the day until which a person has given time for a step. Destroys nothing; runs
before the new code.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

AMOUNT = sa.Numeric(18, 3).with_variant(sa.BigInteger(), "sqlite")
COLUMNS = {
    "case": {"dialogue_on": sa.Date()},
    "work_item": {"until_on": sa.Date()},
    "decision": {
        "contested_ruling": sa.String(length=20),
        "for_group": sa.String(length=20),
        "recover_money": AMOUNT,
        "recover_land": AMOUNT,
        "return_money_organisation": AMOUNT,
        "return_land_organisation": AMOUNT,
        "return_money_individual": AMOUNT,
        "return_land_individual": AMOUNT,
        "beneficiaries_organisation": sa.Integer(),
        "beneficiaries_individual": sa.Integer(),
        "discipline_recommended": sa.Integer(),
        "of_which_officials": sa.Integer(),
        "sent_on": sa.Date(),
        "legal_force_on": sa.Date(),
    },
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for table, columns in COLUMNS.items():
        for name in columns:
            op.drop_column(table, name)
