"""The shape of the source tree is a promise to its reader."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import MODULES, PACKAGES, ROOT, name_of

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
ACTIONS = sorted(
    path for path in (ROOT / "cases/actions").glob("*.py") if path.name != "__init__.py"
)
VIEWS = sorted((ROOT / "app/blueprints").glob("*.py"))
READ_A_LIBRARY_FROM_INSIDE = {"engine/state.py", "reports/quick_sheet.py"}
"""The state of SpiffWorkflow; the rows of XlsxWriter. Each is tried by tests of its own."""
FOLDERS = (
    *PACKAGES,
    "bench",
    "docs",
    "frontend",
    "migrations",
    "scripts",
    "tests",
    "workflows",
)


def public_functions(path: Path) -> list[str]:
    """Return the names of the functions that a module offers."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    functions = (node for node in body if isinstance(node, ast.FunctionDef))
    return [function.name for function in functions if not function.name.startswith("_")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
class TestModule:
    def test_is_not_longer_than_300_lines(self, path):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300

    def test_has_no_vague_name(self, path):
        assert path.stem not in VAGUE_NAMES

    def test_says_what_it_is_for(self, path):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    def test_reaches_into_private_attributes_of_a_library_in_two_places_only(self, path):
        says_so = "noqa: SLF001" in path.read_text(encoding="utf-8")
        assert not says_so or name_of(path) in READ_A_LIBRARY_FROM_INSIDE


@pytest.mark.parametrize("path", ACTIONS, ids=name_of)
def test_an_action_module_offers_exactly_the_function_it_is_named_after(path):
    assert public_functions(path) == [path.stem]


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_view_leaves_transactions_and_statements_to_the_domain(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert not called & {"commit", "rollback", "execute", "scalars"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_top_level_folder_says_what_it_holds(folder):
    assert (ROOT / folder / "README.md").read_text(encoding="utf-8").startswith("# ")
