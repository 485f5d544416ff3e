"""Turns one form-js component into a field.

The form-js editor offers more than a paper form needs. What is supported is read here, one
small function per aspect; everything else is refused by name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.conditions import RESERVED_WORDS, Condition, ConditionError, parse_condition
from forms.fields import NUMERIC, Field, Format, Kind, Option
from forms.records import RECORDS
from forms.schema_node import Node

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
OPTION_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}", re.ASCII)
RESERVED_KEYS = RESERVED_WORDS | {
    # would reach the engine as a type marker
    "typename",
    # controls and attributes the page itself uses
    *("csrf_token", "action", "method", "submit", "reset", "elements", "length", "target"),
    # attributes of the WTForms form the fields are put on
    *("data", "errors", "form_errors", "meta", "populate_obj", "post_process", "process"),
    *("validate", "definition", "submission", "show", "controls"),
}

MAX_OPTIONS = 200
LONGEST: Mapping[Kind, tuple[int, int]] = MappingProxyType(
    {Kind.TEXT: (300, 1_000), Kind.LINES: (10_000, 50_000)}
)


@dataclass(frozen=True, slots=True)
class _Component:
    """What a form-js component is, and what `properties.kind` may turn it into."""

    kind: Kind
    may_be: frozenset[Kind] = frozenset()


_TYPED = frozenset({Kind.DATE, Kind.MONEY, Kind.AREA, Kind.PERSON, Kind.UNIT, Kind.FILE})
COMPONENTS: Mapping[str, _Component] = MappingProxyType(
    {
        "textfield": _Component(Kind.TEXT, _TYPED),
        "textarea": _Component(Kind.LINES),
        "number": _Component(Kind.NUMBER, frozenset({Kind.MONEY, Kind.AREA})),
        "datetime": _Component(Kind.DATE, frozenset({Kind.DATE})),
        "checkbox": _Component(Kind.YES_NO),
        "radio": _Component(Kind.CHOICE),
        "select": _Component(Kind.SELECT, frozenset({Kind.PERSON, Kind.UNIT})),
        "checklist": _Component(Kind.CHOICES),
        "filepicker": _Component(Kind.FILE, frozenset({Kind.FILE})),
        "dynamiclist": _Component(Kind.LIST),
    }
)
_DECIMALS = {Kind.MONEY: 3, Kind.AREA: 1}
_SUFFIXES = {Kind.MONEY: "triệu đồng", Kind.AREA: "m²"}
_WITH_FACT = frozenset({Kind.YES_NO, Kind.CHOICE, Kind.SELECT, Kind.NUMBER, Kind.DATE})
_YES_NO_VALUES = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def read_key(node: Node) -> str:
    """Read the key of a component; a list may call it `path`, as form-js does."""
    key = node.text("key")
    if node.raw("type") == "dynamiclist":
        key = node.text("path") or key
    if not KEY.fullmatch(key):
        node.refuse('thiếu khóa hợp lệ: "key" gồm chữ thường a-z, số và dấu gạch dưới')
    elif key in RESERVED_KEYS:
        node.refuse(f'khóa "{key}" dành riêng cho hệ thống, đặt tên khác')
    return key


def read_condition(node: Node) -> Condition | None:
    """Read `conditional.hide`."""
    conditional = node.child("conditional")
    text = conditional.text("hide")
    conditional.finish()
    if not text:
        return None
    try:
        return parse_condition(text)
    except ConditionError as error:
        node.refuse(f'điều kiện ẩn "{text}": {error}')
        return None


def read_field(node: Node, columns: tuple[Field, ...] = ()) -> Field | None:
    """Read one component that asks something; None when its type is unknown.

    Args:
        node: The component.
        columns: For a list, its questions, already read.
    """
    component = COMPONENTS.get(str(node.raw("type")))
    if component is None:
        node.refuse(f'loại thành phần "{node.raw("type")}" không dùng được trong biểu mẫu')
        return None
    node.text("id")
    node.must_be_off("disabled", "readonly")
    properties = node.child("properties")
    options, list_name = _read_options(node, component.kind)
    kind = _read_kind(node, properties, component, options)
    if kind is Kind.YES_NO:
        options = tuple(Option(_YES_NO_VALUES[each.value], each.label) for each in options)
    layout = node.child("layout")
    validate = node.child("validate")
    record = properties.text("record") or None
    field = Field(
        key=read_key(node),
        label=_read_label(node, kind),
        kind=kind,
        required=validate.flag("required"),
        help=node.wording("description", 1_000),
        article=properties.wording("article"),
        options=options,
        list_name=list_name,
        record=record,
        fact=properties.text("fact") or None,
        event=properties.text("event") or None,
        appointed=_read_appointed(properties, kind),
        not_after_due=_read_terms(properties, kind, "not_after_due"),
        not_before_start=_read_terms(properties, kind, "not_before_start"),
        after_due=_read_terms(properties, kind, "after_due"),
        hidden_when=read_condition(node),
        row=layout.text("row"),
        width=layout.whole("columns", 1, 16),
        lines=_read_lines(node, properties, kind),
        min_length=validate.whole("minLength", 0, 50_000) if kind in LONGEST else None,
        max_length=_read_max_length(validate, kind, record),
        minimum=validate.number("min") if kind in NUMERIC | {Kind.LIST} else None,
        maximum=validate.number("max") if kind in NUMERIC | {Kind.LIST} else None,
        decimals=_read_decimals(node, kind),
        format=_read_format(properties, validate, kind, record),
        suffix=_read_suffix(node, kind),
        columns=columns,
        default=_read_default(node, kind, options),
        role=(properties.text("role") or None) if kind is Kind.PERSON else None,
        several=node.flag("multiple") if kind is Kind.FILE else False,
        document=(properties.text("document") or None) if kind is Kind.FILE else None,
        checked=properties.flag("checked"),
    )
    for part in (properties, layout, validate, node):
        part.finish()
    _check_field(node, field)
    return field


def _read_label(node: Node, kind: Kind) -> str:
    label = node.wording("label") or (node.wording("dateLabel") if kind is Kind.DATE else "")
    if not label:
        node.refuse('thiếu nhãn: ghi "label" là câu hỏi người dùng đọc')
    return label


def _read_kind(
    node: Node, properties: Node, component: _Component, options: tuple[Option, ...]
) -> Kind:
    if node.raw("type") == "datetime" and node.text("subtype") != "date":
        node.refuse('chỉ nhận ngày: đặt "subtype" là "date"')
    wanted = properties.text("kind")
    if wanted and wanted not in component.may_be:
        allowed = ", ".join(sorted(component.may_be)) or "không có"
        node.refuse(f'kind "{wanted}" không hợp với loại này (được dùng: {allowed})')
    elif wanted:
        return Kind(wanted)
    values = {option.value for option in options}
    if component.kind is Kind.CHOICE and values in ({"yes", "no"}, {"true", "false"}):
        return Kind.YES_NO
    return component.kind


def _read_options(node: Node, kind: Kind) -> tuple[tuple[Option, ...], str | None]:
    if kind not in {Kind.CHOICE, Kind.SELECT, Kind.CHOICES}:
        return (), None
    node.must_be_off("searchable")
    list_name = node.text("valuesKey") or None
    options: list[Option] = []
    for item in node.items("values")[: MAX_OPTIONS + 1]:
        child = Node(item, f"{node.where}, values", node.problems)
        options.append(Option(child.text("value"), child.wording("label")))
        child.finish()
    values = [option.value for option in options]
    if len(values) > MAX_OPTIONS:
        node.refuse(f"có quá {MAX_OPTIONS} lựa chọn")
    if len(set(values)) != len(values):
        node.refuse("có hai lựa chọn cùng giá trị")
    for option in options:
        if not OPTION_VALUE.fullmatch(option.value) or not option.label:
            node.refuse(
                f'lựa chọn "{option.value}" cần giá trị viết không dấu, không cách, và có nhãn'
            )
    if list_name is not None and options:
        node.refuse('chỉ ghi "values" hoặc "valuesKey", không ghi cả hai')
    return tuple(options), list_name


def _read_appointed(properties: Node, kind: Kind) -> bool:
    is_appointed = properties.flag("appointed")
    if is_appointed and (kind is not Kind.DATE or not properties.text("event")):
        properties.refuse('"appointed" chỉ dùng cho ô ngày của một sự kiện')
    return is_appointed


def _read_terms(properties: Node, kind: Kind, name: str) -> tuple[str, ...]:
    terms = tuple(properties.text(name).split())
    if terms and kind is not Kind.DATE:
        properties.refuse(f'"{name}" chỉ dùng cho ô ngày')
    return terms


def _read_lines(node: Node, properties: Node, kind: Kind) -> int:
    if kind is Kind.LINES:
        return properties.whole("lines", 2, 30) or 4
    if kind is Kind.TEXT:
        return properties.whole("lines", 1, 5) or 1
    if kind is Kind.LIST:
        for known in ("isRepeating", "allowAddRemove", "showOutline", "disableCollapse"):
            node.flag(known)
        node.whole("nonCollapsedItems", 0, 100)
        return node.whole("defaultRepetitions", 0, 20) or 1
    return 1


def _read_max_length(validate: Node, kind: Kind, record: str | None) -> int | None:
    if kind not in LONGEST:
        return None
    usual, most = LONGEST[kind]
    place = RECORDS.get(record or "")
    kept = place.max_length if place and place.max_length else most
    return min(validate.whole("maxLength", 1, most) or usual, kept)


def _read_decimals(node: Node, kind: Kind) -> int:
    if node.raw("type") == "number":
        node.must_be_off("serializeToString")
        node.raw("increment")
    if kind is Kind.NUMBER:
        return node.whole("decimalDigits", 0, 6) or 0
    if node.raw("type") == "number":
        node.whole("decimalDigits", 0, 6)
    return _DECIMALS.get(kind, 0)


def _read_format(properties: Node, validate: Node, kind: Kind, record: str | None) -> Format | None:
    if kind is not Kind.TEXT:
        return None
    wanted = properties.text("format") or validate.text("validationType")
    if wanted and wanted not in set(Format):
        properties.refuse(f'format "{wanted}" không có; được dùng: {", ".join(Format)}')
    elif wanted:
        return Format(wanted)
    place = RECORDS.get(record or "")
    return place.format if place else None


def _read_suffix(node: Node, kind: Kind) -> str:
    if kind not in NUMERIC | {Kind.TEXT}:
        return ""
    appearance = node.child("appearance")
    suffix = appearance.wording("suffixAdorner", 30)
    appearance.must_be_off("prefixAdorner")
    appearance.finish()
    return suffix or _SUFFIXES.get(kind, "")


def _read_default(node: Node, kind: Kind, options: tuple[Option, ...]) -> str:
    value = node.raw("defaultValue")
    if value is None or value == "":
        return ""
    if kind is Kind.YES_NO and not options:
        return "yes" if node.flag("defaultValue") else ""
    if kind in {Kind.TEXT, Kind.LINES}:
        return node.wording("defaultValue", LONGEST[kind][1])
    if kind in NUMERIC:
        number = node.whole("defaultValue", -(10**9), 10**9)
        return "" if number is None else str(number)
    text = _YES_NO_VALUES.get(str(value), "") if kind is Kind.YES_NO else str(value)
    if text not in {option.value for option in options}:
        node.refuse('"defaultValue" phải là một trong các lựa chọn ghi ở "values"')
    return text


def _check_field(node: Node, field: Field) -> None:
    """Refuse combinations that each read well but make no sense together."""
    if field.kind in {Kind.CHOICE, Kind.SELECT, Kind.CHOICES}:
        if not field.options and field.list_name is None:
            node.refuse('chưa có lựa chọn nào: ghi "values" hoặc "valuesKey"')
    elif field.kind is Kind.LIST and not field.columns:
        node.refuse("danh sách chưa có cột nào")
    if field.fact is not None and (field.kind not in _WITH_FACT or field.decimals):
        node.refuse(f'ô loại {field.kind} không ghi được dữ kiện "{field.fact}"')
    if field.event is not None and field.kind is not Kind.DATE:
        node.refuse(f'sự kiện "{field.event}" chỉ gắn được với ô ngày')
    bounds = ((field.min_length, field.max_length), (field.minimum, field.maximum))
    if any(low is not None and high is not None and low > high for low, high in bounds):
        node.refuse("mức nhỏ nhất lớn hơn mức lớn nhất")
