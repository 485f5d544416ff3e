"""Reads what the system may hold of a denunciation: types of document, codes of acts, facts."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from config.catalogs import CONFIG, CatalogError

DENUNCIATION_PAPERS = CONFIG / "denunciation_papers.toml"
DENUNCIATION_FACTS = CONFIG / "denunciation_facts.toml"


def read_denunciation_papers(
    documents: Collection[str], path: Path = DENUNCIATION_PAPERS
) -> Mapping[str, str]:
    """Read the types of document, code -> article.

    Args:
        documents: Codes of all types of document.
        path: The file.

    Raises:
        CatalogError: The file cannot be read, a type is unknown or has no article.
    """
    content = _toml(path)
    for code, article in content.items():
        if code not in documents:
            raise CatalogError(path, code, "không có trong danh mục loại tài liệu")
        if not isinstance(article, str) or not article.strip():
            raise CatalogError(path, code, "phải ghi điều luật")
    return MappingProxyType(content)


def read_denunciation_facts(
    path: Path = DENUNCIATION_FACTS,
) -> tuple[frozenset[str], frozenset[str]]:
    """Read by what the course of a denunciation may be decided.

    Returns:
        The codes, then the names of facts that are no code.

    Raises:
        CatalogError: The file cannot be read or says something else.
    """
    content = _toml(path)
    if set(content) != {"codes", "facts"}:
        raise CatalogError(path, "", "phải có codes và facts, và không có gì khác")
    for name, values in content.items():
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise CatalogError(path, name, "phải là danh sách mã")
    return frozenset(content["codes"]), frozenset(content["facts"])


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(path, "", f"không đọc được: {error}") from error
