"""Reads XML that other people wrote: bounded, UTF-8, without entities and without network."""

import re

from lxml import etree

from engine.errors import UnsafeXmlError

MAX_BYTES = 1_000_000
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
DONTHU = "urn:donthu:bpmn:1"

_DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_xml(content: bytes) -> etree._Element:
    """Return the root element; comments and processing instructions are left out.

    Raises:
        UnsafeXmlError: Too large, not UTF-8, holds a DOCTYPE or an entity, or is not XML.
    """
    _refuse_before_parsing(content)
    # Settings are stated although lxml 6 defaults to most of them: an older one does not.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"Tệp không phải XML đúng cú pháp: {error}"
        raise UnsafeXmlError(message) from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = "Tệp có DOCTYPE; hãy bỏ khai báo này."
        raise UnsafeXmlError(message)
    return root


def _refuse_before_parsing(content: bytes) -> None:
    """Refuse by the bytes alone, so that nothing hostile reaches the XML library."""
    if len(content) > MAX_BYTES:
        message = f"Tệp lớn hơn {MAX_BYTES // 1_000_000} MB."
        raise UnsafeXmlError(message)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "Tệp không phải UTF-8."
        raise UnsafeXmlError(message) from error
    declared = _DECLARED_ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    # A NUL makes the XML library guess UTF-16, where the search below would see nothing.
    if b"\x00" in content or (declared and declared[1].lower() not in (b"utf-8", b"utf8")):
        message = "Tệp phải dùng bảng mã UTF-8."
        raise UnsafeXmlError(message)
    if _FORBIDDEN.search(content):
        message = "Tệp có DOCTYPE hoặc ENTITY; hãy bỏ các khai báo này."
        raise UnsafeXmlError(message)
