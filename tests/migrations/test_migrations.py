"""The migrations lead to the tables that the models describe, and back."""

import ast
import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from cases import schema
from cases.database import METADATA
from tests.cases.statements import sent_to

SCRIPTS = ScriptDirectory(str(schema.MIGRATIONS))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def tables(database):
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def triggers(database):
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if database.is_sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with database.engine.connect() as connection:
        return {row[0] for row in connection.execute(text(names))}


class TestMigrations:
    def test_have_one_head(self):
        assert len(SCRIPTS.get_heads()) == 1

    def test_are_numbered_in_order(self):
        assert [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS

    def test_never_import_models_which_go_on_changing(self):
        for path in (schema.MIGRATIONS / "versions").glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            imported = [
                node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
            ]
            assert not [
                module for module in imported if re.match(r"(cases|engine|forms)\b", module)
            ]

    def test_lead_to_the_tables_of_the_models(self, migrated):
        with migrated.engine.connect() as connection:
            opts = {"compare_type": True, "include_name": schema.is_ours}
            context = MigrationContext.configure(connection, opts=opts)
            assert compare_metadata(context, METADATA) == []

    def test_lead_to_the_checks_and_keys_of_the_models(self, migrated):
        """What the comparison of alembic does not look at."""
        found = inspect(migrated.engine)
        for table in METADATA.sorted_tables:
            checks = {check["name"] for check in found.get_check_constraints(table.name)}
            wanted = {
                str(constraint.name)
                for constraint in table.constraints
                if constraint.__visit_name__ == "check_constraint"
            }
            assert wanted <= checks, table.name

    def test_are_current_after_the_last_one_and_can_be_applied_again(self, migrated):
        assert schema.is_current(migrated)
        schema.upgrade(migrated)
        assert schema.is_current(migrated)

    def test_are_all_or_none_in_one_transaction(self, database):
        with sent_to(database) as sent:
            schema.upgrade(database)
        assert sent.commits == 1

    def test_are_not_current_before_the_first_one(self, database):
        assert not schema.is_current(database)

    def test_each_goes_up_down_and_up_again(self, database):
        for revision in REVISIONS:
            schema.upgrade(database, revision)
            there, guarded = tables(database), triggers(database)
            schema.downgrade(database, "-1")
            schema.upgrade(database, revision)
            assert (tables(database), triggers(database)) == (there, guarded), revision

    def test_leave_nothing_behind_when_all_are_undone(self, database):
        schema.upgrade(database)
        schema.downgrade(database, "base")
        assert tables(database) == set()
        assert triggers(database) == set()
