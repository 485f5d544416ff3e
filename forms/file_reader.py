"""Reads an uploaded file: a PDF, not too large, with a name that can be shown."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from forms.errors import RefusedAnswerError
from forms.pdf_check import find_pdf_problem
from forms.pdf_traces import without_traces

MEDIA_TYPE = "application/pdf"
_LONGEST_NAME = 120
_MEGABYTE = 1024 * 1024


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes:
        """Return at most this many bytes."""


class Upload(Protocol):
    """A file as web frameworks give it."""

    @property
    def filename(self) -> str | None:
        """The name the browser sent; empty when no file was chosen."""

    @property
    def stream(self) -> _Readable:
        """The content."""


class Uploads(Protocol):
    """Uploaded files by the name of their control."""

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""

    def getlist(self, key: str, /) -> Sequence[Upload]:
        """Return the files of a control."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that passed every check.

    Attributes:
        name: Safe to show and to offer for download; never a path.
        content: The bytes.
        media_type: Always that of PDF.
        sha256: Hexadecimal digest of the content.
        size: Length in bytes.
    """

    name: str
    content: bytes = field(repr=False)
    media_type: str
    sha256: str
    size: int


def read_upload(upload: Upload, largest: int) -> UploadedFile:
    """Read an uploaded file of at most `largest` bytes.

    Raises:
        RefusedAnswerError: It is not a PDF that is accepted; the message names the file.
    """
    name = file_name(upload.filename or "")
    if not name.lower().endswith(".pdf"):
        message = f'Tệp phải là PDF. Tệp "{name}" chưa được lưu'
        raise RefusedAnswerError(message)
    content = upload.stream.read(largest + 1)
    if len(content) > largest:
        message = f'Tệp "{name}" lớn hơn {_size(largest)}. Quét lại với độ nét thấp hơn'
        raise RefusedAnswerError(message)
    if not content:
        message = f'Tệp "{name}" rỗng. Chọn tệp khác'
        raise RefusedAnswerError(message)
    problem = find_pdf_problem(content)
    if problem is not None:
        message = f'{problem}. Tệp "{name}" chưa được lưu'
        raise RefusedAnswerError(message)
    digest = hashlib.sha256(content).hexdigest()
    return UploadedFile(name, content, MEDIA_TYPE, digest, len(content))


def cleaned(file: UploadedFile, label: str) -> UploadedFile:
    """Return the file under a name of ours, without what a program wrote beside the pages."""
    content = without_traces(file.content)
    digest = hashlib.sha256(content).hexdigest()
    return UploadedFile(file_name(f"{label}.pdf"), content, MEDIA_TYPE, digest, len(content))


def file_name(sent: str) -> str:
    """Return the last part of the name a browser sent, without signs that could mislead.

    Some browsers send a whole path. Control and direction characters could make a name read
    differently from what it is.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    shown = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    kept = " ".join(re.sub(r'[<>:"|?*]', "_", shown).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:_LONGEST_NAME] or "không tên"
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"[:_LONGEST_NAME]


def _size(amount: int) -> str:
    if amount >= _MEGABYTE:
        return f"{amount // _MEGABYTE} MB"
    return f"{amount // 1024} KB"
