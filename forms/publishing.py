"""What publishing asks of a form: everything it refers to exists and fits."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.fields import Field, Form, Kind
from forms.records import RECORDS
from forms.visibility import can_be_asked_together

_NO_LISTS: Mapping[str, Collection[str]] = MappingProxyType({})
_TYPES: Mapping[Kind, str] = {
    Kind.YES_NO: "bool",
    Kind.CHOICE: "code",
    Kind.SELECT: "code",
    Kind.NUMBER: "int",
    Kind.DATE: "date",
}


def check_form(
    form: Form,
    *,
    facts: Mapping[str, tuple[str, Collection[str]]],
    events: Collection[str],
    roles: Collection[str] = (),
    lists: Mapping[str, Collection[str]] = _NO_LISTS,
    terms: Collection[str] | None = None,
    documents: Collection[str] | None = None,
) -> list[str]:
    """Return every problem that keeps a form from being published, in Vietnamese.

    A choice may offer fewer values than its fact has codes, never others. Two fields may set
    the same thing only if no answers bring both on the page.

    Args:
        form: The form.
        facts: The declared facts: name -> type (code, bool, int, date) and codes.
        events: Codes of the events that may be recorded.
        roles: Codes of the roles a person may be chosen from.
        lists: The office lists that give options: name -> values.
        terms: Codes of the terms a day may be bound to; None leaves them unchecked.
        documents: Codes of the types that files may be; None leaves them unchecked.
    """
    known = _Known(facts, events, roles, lists, terms, documents)
    problems: list[str] = []
    for field in form.fields:
        found = (*_check_record(field, known), *_check_fact(field, known))
        named = (*_check_number(field), *_check_names(field, known))
        problems += [f"Ô “{field.key}”: {each}." for each in (*found, *named)]
        for column in field.columns:
            wrong = (*_check_number(column), *_check_names(column, known))
            problems += [f"Ô “{field.key}”, cột “{column.key}”: {each}." for each in wrong]
    problems += _check_repeated(form)
    return problems


def find_author_fields(form: Form) -> tuple[str, ...]:
    """Return the keys of the fields that tell who wrote the petition.

    A form of a denunciation must have none: its author has no place in the system.
    """
    return tuple(
        field.key
        for field in form.fields
        if (record := RECORDS.get(field.record or "")) is not None and record.names_author
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything a form may refer to."""

    facts: Mapping[str, tuple[str, Collection[str]]]
    events: Collection[str]
    roles: Collection[str]
    lists: Mapping[str, Collection[str]]
    terms: Collection[str] | None
    documents: Collection[str] | None


def _check_record(field: Field, known: _Known) -> Iterator[str]:
    if field.record is None:
        return
    record = RECORDS.get(field.record)
    if record is None:
        yield f"record “{field.record}” không có trong danh mục được ghi"
        return
    if field.kind not in record.kinds:
        fitting = ", ".join(sorted(record.kinds))
        yield f"record “{record.path}” cần ô loại {fitting}, không phải {field.kind}"
    codes = record.codes or known.lists.get(record.list_name or "", ())
    unknown = [each.value for each in field.options if codes and each.value not in codes]
    if unknown:
        yield f"record “{record.path}” không nhận giá trị {', '.join(unknown)}"


def _check_fact(field: Field, known: _Known) -> Iterator[str]:
    if field.fact is None:
        return
    if field.fact not in known.facts:
        yield f"dữ kiện “{field.fact}” chưa khai báo trong version.toml"
        return
    declared, codes = known.facts[field.fact]
    if _TYPES.get(field.kind) != declared:
        yield f"dữ kiện “{field.fact}” thuộc kiểu {declared}, không hợp với ô loại {field.kind}"
    elif declared == "code":
        values = [each.value for each in field.options]
        values += known.lists.get(field.list_name or "", ())
        unknown = [each for each in values if each not in codes]
        if unknown:
            yield f"dữ kiện “{field.fact}” không có giá trị {', '.join(unknown)}"


def _check_number(field: Field) -> Iterator[str]:
    """Refuse to ask for the number of a person where it would not be encrypted."""
    if field.format is not None and not (field.record or "").startswith("party."):
        yield "số giấy tờ, điện thoại của người chỉ ghi ở ô gắn với các bên (party), nơi có mã hóa"


def _check_names(field: Field, known: _Known) -> Iterator[str]:
    if field.event is not None and field.event not in known.events:
        yield f"sự kiện “{field.event}” không có trong danh mục sự kiện"
    if field.role is not None and field.role not in known.roles:
        yield f"vai trò “{field.role}” không có trong danh mục vai trò"
    if field.list_name is not None and field.list_name not in known.lists:
        yield f"danh mục “{field.list_name}” không có"
    if known.documents is not None and field.document not in {None, *known.documents}:
        yield f"loại tài liệu “{field.document}” không có trong danh mục tài liệu"
    for term in (*field.not_after_due, *field.not_before_start, *field.after_due):
        if known.terms is not None and term not in known.terms:
            yield f"thời hạn “{term}” không có trong bảng thời hạn"


def _check_repeated(form: Form) -> Iterator[str]:
    """Refuse two fields for the same thing: the one lower on the page would win unseen."""
    setting: dict[tuple[str, str], list[Field]] = {}
    for field in form.fields:
        named = {"record": field.record, "fact": field.fact, "event": field.event}
        for place, name in named.items():
            if name is None or (place == "record" and field.kind is Kind.FILE):
                continue
            for other in setting.setdefault((place, name), []):
                if can_be_asked_together(form, field, other):
                    yield f"Ô “{field.key}”: {place} “{name}” đã gắn với ô “{other.key}”."
            setting[place, name].append(field)
