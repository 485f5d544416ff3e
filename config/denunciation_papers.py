"""Reads which types of document the system may hold of a denunciation."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, CatalogError

DENUNCIATION_PAPERS = CONFIG / "denunciation_papers.toml"


def read_denunciation_papers(
    documents: Collection[str], path: Path = DENUNCIATION_PAPERS
) -> Mapping[str, str]:
    """Read the types, code -> article.

    Args:
        documents: Codes of all types of document.
        path: The file.

    Raises:
        CatalogError: The file cannot be read, a type is unknown or has no article.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(path, "", f"không đọc được: {error}") from error
    for code, article in content.items():
        if code not in documents:
            raise CatalogError(path, code, "không có trong danh mục loại tài liệu")
        if not isinstance(article, str) or not article.strip():
            raise CatalogError(path, code, "phải ghi điều luật")
    return MappingProxyType(content)
