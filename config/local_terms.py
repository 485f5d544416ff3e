"""Reads which rows of the term tables a unit may make stricter for itself."""

import tomllib
from pathlib import Path

from config.catalogs import CONFIG, CatalogError

LOCAL_TERMS = CONFIG / "local_terms.toml"


def read_local_terms(path: Path = LOCAL_TERMS) -> frozenset[str]:
    """Read the keys of the rows.

    Raises:
        CatalogError: The file cannot be read or says something else.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(path, "", f"không đọc được: {error}") from error
    rows = content.get("rows")
    if set(content) != {"rows"} or not isinstance(rows, list):
        raise CatalogError(path, "rows", "phải là danh sách mã dòng, và không có gì khác")
    if not all(isinstance(row, str) for row in rows) or len(set(rows)) != len(rows):
        raise CatalogError(path, "rows", "mỗi mã dòng là một chuỗi và chỉ ghi một lần")
    return frozenset(rows)
