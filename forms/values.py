"""What an answer is once it has been read."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from forms.file_reader import UploadedFile

Answer: TypeAlias = str | int | bool | date | Decimal | tuple[str, ...]
Row: TypeAlias = Mapping[str, Answer]
Value: TypeAlias = Answer | tuple[Row, ...] | UploadedFile | tuple[UploadedFile, ...]
