"""Collects the bundles that lie in the folders of the installation.

Rules that serve every case come first: procedures are checked against them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cases.office import FORMS_FOLDER, REGIME_TABLES_CODE, TERM_TABLES_CODE
from engine.catalog import find_bundles
from forms.catalog import find_forms

TABLE_FOLDERS = {TERM_TABLES_CODE: "deadlines", REGIME_TABLES_CODE: "regimes"}


@dataclass(frozen=True, slots=True)
class FoundBundle:
    """A bundle ready to be checked and published."""

    code: str
    name: str
    files: Mapping[str, bytes]


def found_bundles(workflows: Path, forms: Path) -> tuple[FoundBundle, ...]:
    """Return the tables and every version of every procedure, each with its forms.

    Raises:
        DeclarationError: A version folder is malformed.
    """
    found = []
    for code, folder in TABLE_FOLDERS.items():
        tables = {
            path.name: path.read_bytes() for path in sorted((workflows / folder).glob("*.dmn"))
        }
        if tables:
            found.append(FoundBundle(code, code, tables))
    for bundle in find_bundles(workflows):
        own_forms = find_forms(forms, bundle.code, bundle.effective_from)
        files = dict(bundle.files)
        files |= {f"{FORMS_FOLDER}{step}.form": text for step, text in own_forms.items()}
        found.append(FoundBundle(bundle.code, f"{bundle.code} {bundle.effective_from}", files))
    return tuple(found)
