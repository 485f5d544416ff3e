"""How money and land are stored: exact decimals on every database."""

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine

DECIMALS = 3
_ON_SQLITE = 10**DECIMALS


class Amount(TypeDecorator[Decimal]):
    """Million VND, square metres or a count, to three decimals.

    SQLite knows no decimals and would keep a fraction as a binary float, so it gets the amount
    in thousandths, as a whole number: sums stay exact.
    """

    impl = Numeric(18, DECIMALS)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type."""
        on_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(BigInteger() if on_sqlite else Numeric(18, DECIMALS))

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Store exactly what was typed."""
        if value is None or dialect.name != "sqlite":
            return value
        return int(Decimal(value) * _ON_SQLITE)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401
        """Answer a decimal."""
        if value is None:
            return None
        return Decimal(value) / _ON_SQLITE if dialect.name == "sqlite" else Decimal(value)
