"""Collects the bundles that lie in the folders of the installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cases.office import FORMS_FOLDER, TERM_TABLES_CODE
from engine.catalog import find_bundles
from forms.catalog import find_forms

TERM_TABLES_FOLDER = "deadlines"


@dataclass(frozen=True, slots=True)
class FoundBundle:
    """A bundle ready to be checked and published."""

    code: str
    name: str
    files: Mapping[str, bytes]


def found_bundles(workflows: Path, forms: Path) -> tuple[FoundBundle, ...]:
    """Return the term tables and every version of every procedure, each with its forms.

    Raises:
        DeclarationError: A version folder is malformed.
    """
    tables = {
        path.name: path.read_bytes()
        for path in sorted((workflows / TERM_TABLES_FOLDER).glob("*.dmn"))
    }
    found = [FoundBundle(TERM_TABLES_CODE, TERM_TABLES_CODE, tables)] if tables else []
    for bundle in find_bundles(workflows):
        own_forms = find_forms(forms, bundle.code, bundle.effective_from)
        files = dict(bundle.files)
        files |= {f"{FORMS_FOLDER}{step}.form": text for step, text in own_forms.items()}
        found.append(FoundBundle(bundle.code, f"{bundle.code} {bundle.effective_from}", files))
    return tuple(found)
