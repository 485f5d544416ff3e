"""Reads a form file (form-js JSON) into a `Form`, or says everything that is wrong with it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from forms.check_reader import read_checks
from forms.components import read_condition, read_field
from forms.conditions import Comparison, Condition
from forms.fields import Field, Form, Format, Kind, Option, Part
from forms.publishing import check_form
from forms.schema_node import Node

__all__ = [
    "Field",
    "Form",
    "FormDefinitionError",
    "Format",
    "Kind",
    "Option",
    "Part",
    "check_form",
    "parse_form",
]

MAX_BYTES = 256 * 1024
MAX_FIELDS = 200
MAX_BUTTON = 60

_OF_THE_EDITOR = (
    *("id", "schemaVersion", "exporter", "versionTag"),
    *("executionPlatform", "executionPlatformVersion"),
)
_DECORATION = frozenset({"separator", "spacer"})
_MARKUP = re.compile(r"\A[=#]|\n#|\*\*|\{\{|<[a-zA-Z/!]|\]\(")
_CAN_DECIDE = frozenset({Kind.CHOICE, Kind.SELECT, Kind.YES_NO})
_NOT_IN_A_ROW = frozenset({Kind.FILE, Kind.LIST})
_YES_NO = {"true": "yes", "false": "no"}


class FormDefinitionError(ValueError):
    """A form file that cannot be used.

    Attributes:
        problems: Every problem, in Vietnamese, each naming the component.
    """

    def __init__(self, code: str, problems: list[str]) -> None:
        super().__init__(f"Biểu mẫu {code}: {' '.join(problems)}")
        self.code = code
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the form the reading stands."""

    part: str = ""
    hidden_when: Condition | None = None
    is_group: bool = False


def parse_form(code: str, content: bytes) -> Form:
    """Read a form file.

    Args:
        code: Name of the form: its file name without ending.
        content: The file, JSON in the form-js schema, UTF-8.

    Raises:
        FormDefinitionError: The file is not a form this program can show and read.
    """
    problems: list[str] = []
    root = Node(_load(code, content), "Biểu mẫu", problems)
    if root.text("type") != "default":
        root.refuse('"type" phải là "default"')
    for ignored in _OF_THE_EDITOR:
        root.raw(ignored)
    title = root.wording("title")
    submit_label = _read_submit_label(root)
    fields = tuple(_read_components(root, _Place()))
    checks = tuple(read_checks(root, fields))
    root.finish()
    if not fields:
        root.refuse("chưa có ô nào để điền")
    if len(fields) > MAX_FIELDS:
        root.refuse(f"có quá {MAX_FIELDS} ô")
    fields = tuple(_settle_conditions(fields, problems))
    _refuse_repeated_keys(fields, problems)
    if problems:
        raise FormDefinitionError(code, problems)
    return Form(code, title, fields, submit_label, checks)


def _load(code: str, content: bytes) -> object:
    if len(content) > MAX_BYTES:
        raise FormDefinitionError(code, [f"Tệp lớn quá {MAX_BYTES // 1024} KB."])
    try:
        loaded: object = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError) as error:
        reason = f"Tệp không đọc được: cần JSON, mã UTF-8 ({error})."
        raise FormDefinitionError(code, [reason]) from error
    return loaded if loaded is not None else []


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    loaded = dict(pairs)
    if len(loaded) != len(pairs):
        reason = "một thuộc tính được ghi hai lần"
        raise ValueError(reason)
    return loaded


def _refuse_constant(name: str) -> object:
    reason = f"{name} không phải là số"
    raise ValueError(reason)


def _read_components(node: Node, place: _Place) -> Iterator[Field]:
    """Yield the fields of a form or group; guidance texts go to the field below them."""
    lead: list[str] = []
    for number, item in enumerate(node.items("components"), start=1):
        child = Node(item, _name(item, number, place), node.problems)
        kind = str(child.raw("type"))
        if kind in _DECORATION or (kind == "button" and not place.is_group):
            continue
        if kind == "text":
            lead.append(_read_guidance(child))
        elif kind == "group":
            yield from _read_group(child, place)
        else:
            field = read_field(child, _read_columns(child))
            if field is not None:
                yield _placed(field, place, lead)
                lead = []
    if lead:
        node.refuse("đoạn chữ hướng dẫn phải đứng ngay trên một ô trong cùng phần")


def _read_submit_label(root: Node) -> str:
    """Read the words of the button that sends the form; a form has at most one button."""
    label = ""
    for number, item in enumerate(root.items("components"), start=1):
        child = Node(item, _name(item, number, _Place()), root.problems)
        if child.raw("type") != "button":
            continue
        if label:
            child.refuse("biểu mẫu chỉ có một nút gửi")
        label = child.wording("label", MAX_BUTTON)
        if not label:
            child.refuse('thiếu chữ trên nút: ghi "label" là động từ và việc được làm')
        if child.text("action") != "submit":
            child.refuse('nút chỉ dùng để gửi biểu mẫu: đặt "action" là "submit"')
        for ignored in ("id", "key", "layout"):
            child.raw(ignored)
        child.finish()
    return label


def _placed(field: Field, place: _Place, lead: list[str]) -> Field:
    hidden = field.hidden_when
    if place.hidden_when is not None:
        hidden = place.hidden_when.either(hidden)
    return replace(field, part=place.part, hidden_when=hidden, lead="\n".join(lead))


def _name(item: object, number: int, place: _Place) -> str:
    content: Mapping[str, object] = item if isinstance(item, dict) else {}
    kind = content.get("type", "?")
    key = content.get("key") or content.get("path") or content.get("label")
    key = str(key or "")[:60]
    where = f" trong phần “{place.part}”" if place.part else ""
    return f"Ô “{key}” ({kind})" if key else f"Thành phần thứ {number}{where} ({kind})"


def _read_guidance(node: Node) -> str:
    text = node.text("text", 2_000)
    for ignored in ("id", "layout"):
        node.raw(ignored)
    if not text or _MARKUP.search(text):
        node.refuse("đoạn chữ hướng dẫn chỉ gồm chữ thường, không có ký hiệu định dạng")
    node.finish()
    return text


def _read_group(node: Node, place: _Place) -> Iterator[Field]:
    if place.is_group:
        node.refuse("một phần không chứa phần khác; tách thành hai phần liền nhau")
    label = node.wording("label")
    if not label:
        node.refuse('thiếu tên phần: ghi "label"')
    for ignored in ("id", "layout", "showOutline", "verticalAlignment"):
        node.raw(ignored)
    node.must_be_off("path", "key", "properties")
    inner = _Place(label, read_condition(node), is_group=True)
    yield from _read_components(node, inner)
    node.finish()


def _read_columns(node: Node) -> tuple[Field, ...]:
    if node.raw("type") != "dynamiclist":
        return ()
    columns: list[Field] = []
    for number, item in enumerate(node.items("components"), start=1):
        child = Node(item, f"{node.where}, {_name(item, number, _Place())}", node.problems)
        field = read_field(child)
        if field is None:
            continue
        if field.kind in _NOT_IN_A_ROW:
            child.refuse("không đặt được trong danh sách lặp")
        if field.hidden_when or field.default or field.record or field.fact or field.event:
            child.refuse(
                "cột của danh sách lặp không có điều kiện ẩn, giá trị sẵn, record, fact hay event"
            )
        columns.append(field)
    _refuse_repeated_keys(columns, node.problems)
    return tuple(columns)


def _settle_conditions(fields: tuple[Field, ...], problems: list[str]) -> Iterator[Field]:
    """Check each condition against the fields above it and write yes and no in one way.

    Only fields above: a page is read from top to bottom, and no two fields can hide each other.
    """
    above: dict[str, Field] = {}
    for field in fields:
        if field.hidden_when is None:
            yield field
        else:
            alternatives = tuple(
                tuple(_settled(comparison, field, above, problems) for comparison in alternative)
                for alternative in field.hidden_when.alternatives
            )
            yield replace(field, hidden_when=Condition(alternatives))
        above[field.key] = field


def _settled(
    comparison: Comparison, field: Field, above: Mapping[str, Field], problems: list[str]
) -> Comparison:
    asked = above.get(comparison.key)
    value = comparison.value
    reason = ""
    if asked is None:
        reason = f"“{comparison.key}” không phải là một ô đứng trên ô này"
    elif asked.kind not in _CAN_DECIDE:
        reason = f"“{comparison.key}” phải là ô chọn một hoặc ô có/không"
    elif asked.kind is Kind.YES_NO:
        value = _YES_NO.get(value, value)
        if value not in {"yes", "no"}:
            reason = f"“{comparison.key}” là ô có/không, so sánh với true hoặc false"
    elif asked.options and value not in {option.value for option in asked.options}:
        reason = f"“{value}” không phải là lựa chọn của ô “{comparison.key}”"
    if reason:
        problems.append(f"Ô “{field.key}”, điều kiện ẩn: {reason}.")
    return replace(comparison, value=value)


def _refuse_repeated_keys(fields: tuple[Field, ...] | list[Field], problems: list[str]) -> None:
    seen: set[str] = set()
    for field in fields:
        if field.key in seen:
            problems.append(f"Ô “{field.key}”: khóa này đã dùng cho ô khác.")
        seen.add(field.key)
