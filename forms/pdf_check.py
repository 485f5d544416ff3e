"""Checks that an uploaded file is a PDF that only shows pages.

A PDF can carry programs, start others, send form data and hold further files of any kind. A
scan or a printed document needs none of that. Form fields and signatures (AcroForm) are fine:
signed documents have them.

The check reads structure, not looks: it opens the file strictly (no repair, so a viewer and
this check see the same objects), walks every object and refuses by name.
"""

import io
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pikepdf
from pikepdf.settings import set_qpdf_limits

MAX_OBJECTS = 200_000

_SCRIPT = "có mã lệnh JavaScript"
_LAUNCH = "có lệnh mở chương trình khác"
_ATTACHMENT = "có tệp khác đính bên trong"
_MEDIA = "có nội dung đa phương tiện"
_XFA = "là biểu mẫu XFA"
_SUBMIT = "có lệnh gửi dữ liệu ra ngoài"

# Keys of dictionaries, and names that stand as values of /S, /Type or /Subtype.
_REFUSED_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "/JavaScript": _SCRIPT,
        "/JS": _SCRIPT,
        "/EmbeddedFiles": _ATTACHMENT,
        "/EF": _ATTACHMENT,
        "/XFA": _XFA,
        "/RichMediaContent": _MEDIA,
    }
)
_REFUSED_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "/JavaScript": _SCRIPT,
        "/Launch": _LAUNCH,
        "/EmbeddedFile": _ATTACHMENT,
        "/FileAttachment": _ATTACHMENT,
        "/GoToE": _ATTACHMENT,
        "/RichMedia": _MEDIA,
        "/RichMediaExecute": _MEDIA,
        "/SubmitForm": _SUBMIT,
        "/ImportData": _SUBMIT,
    }
)
_NAMING_KEYS = frozenset({"/S", "/Type", "/Subtype"})
_SUSPECT = re.compile(
    b"|".join(re.escape(name.encode()) for name in (*_REFUSED_KEYS, *_REFUSED_NAMES))
)

_NOT_PDF = "Nội dung tệp không phải là PDF"
_DAMAGED = "Tệp PDF bị hỏng, không mở được. Quét hoặc xuất lại tệp"
_LOCKED = "Tệp PDF đang đặt mật khẩu. Bỏ mật khẩu rồi chọn lại"
_TAIL = "Tệp PDF có dữ liệu lạ sau phần kết thúc. Quét hoặc xuất lại tệp"
_TOO_COMPLEX = "Tệp PDF quá phức tạp. In ra rồi quét lại"

_UNPACKED_BYTES = 64 * 1024 * 1024

# Process-wide in qpdf. Compressed object tables are unpacked to be read; without a bound a
# small file could unpack to any size. Images are never unpacked here.
set_qpdf_limits(
    flate_max_memory=_UNPACKED_BYTES,
    png_max_memory=_UNPACKED_BYTES,
    run_length_max_memory=_UNPACKED_BYTES,
    tiff_max_memory=_UNPACKED_BYTES,
    doc_max_warnings=100,
)


def find_pdf_problem(content: bytes) -> str | None:
    """Say in Vietnamese why these bytes are not taken as a PDF; None when they are."""
    if not content.startswith(b"%PDF-"):
        return _NOT_PDF
    end = content.rfind(b"%%EOF")
    if end < 0:
        return _DAMAGED
    if content[end + len(b"%%EOF") :].strip(b"\0\t\n\f\r "):
        return _TAIL
    return _find_problem_inside(content)


def _find_problem_inside(content: bytes) -> str | None:
    # qpdf reports damage it did not foresee as RuntimeError or ValueError (pikepdf 10.18).
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return _LOCKED if pdf.is_encrypted else _find_unwanted(pdf)
    except pikepdf.PasswordError:
        return _LOCKED
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError):
        return _DAMAGED


def _find_unwanted(pdf: pikepdf.Pdf) -> str | None:
    if len(pdf.objects) > MAX_OBJECTS:
        return _TOO_COMPLEX
    for found in (pdf.trailer, *pdf.objects):
        each = found.stream_dict if isinstance(found, pikepdf.Stream) else found
        # qpdf writes names in one way only, so this quick look misses none; a text that
        # merely mentions such a name is told apart by the walk.
        if _SUSPECT.search(each.unparse(resolved=True)):
            reason = next(_refusals(each), None)
            if reason is not None:
                return f"Tệp PDF {reason}. In ra rồi quét lại, hoặc xuất lại tệp"
    return None


def _refusals(found: pikepdf.Object) -> Iterator[str]:
    """Yield what is unwanted in an object and in the values written inside it."""
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(child for child in each if _is_written_inside(child))
        elif isinstance(each, pikepdf.Dictionary):
            for key, value in each.items():
                if key in _REFUSED_KEYS:
                    yield _REFUSED_KEYS[key]
                if key in _NAMING_KEYS and str(value) in _REFUSED_NAMES:
                    yield _REFUSED_NAMES[str(value)]
                if _is_written_inside(value):
                    waiting.append(value)


def _is_written_inside(child: object) -> bool:
    """Say whether a value stands in place; objects of their own get their own turn."""
    return isinstance(child, pikepdf.Object) and not child.is_indirect
