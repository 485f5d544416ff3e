"""Logs: readable, and without a personal value even where somebody tries to log one."""

import json
import logging

import pytest
import structlog

from config.logging import configure_logging
from config.settings import read_settings

CANARY = "CANARY7F3A"


def fail():
    raise ValueError(CANARY)


PRODUCTION = {
    "DONTHU_ENV": "production",
    "DONTHU_SECRET_KEY": "k" * 40,
    "DONTHU_DATABASE_URL": "sqlite://",
    "DONTHU_KEYS": "/elsewhere/keys.json",
    "DONTHU_JOURNAL_KEYS": "/elsewhere/journal-keys",
    "DONTHU_JOURNAL_HEADS": "/elsewhere/journal-heads.jsonl",
    "DONTHU_TRUSTED_PROXIES": "1",
}


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    root = logging.getLogger()
    before = (root.handlers, root.level)
    yield
    root.handlers, root.level = before
    structlog.reset_defaults()


def log_in_production():
    # Not a fixture: pytest puts its own handlers back between set-up and test.
    configure_logging(read_settings(PRODUCTION))
    return structlog.get_logger("cases.example")


class TestALogLine:
    def test_is_json_in_production(self, capsys):
        log_in_production().info("step completed", case_id=7)
        line = json.loads(capsys.readouterr().err)
        assert (line["event"], line["case_id"], line["level"]) == ("step completed", 7, "info")

    def test_drops_a_field_that_is_not_on_the_list(self, capsys):
        log_in_production().info("step completed", full_name=CANARY, address=CANARY)
        assert CANARY not in capsys.readouterr().err

    def test_names_an_error_without_its_message(self, capsys):
        log = log_in_production()
        try:
            fail()
        except ValueError:
            log.exception("failed")
        line = capsys.readouterr().err
        assert json.loads(line)["error"] == "ValueError"
        assert "test_logging.py" in line
        assert CANARY not in line

    def test_of_a_library_gets_the_same_treatment(self, capsys):
        log_in_production()
        try:
            fail()
        except ValueError:
            logging.getLogger("waitress").exception("request failed")
        line = capsys.readouterr().err
        assert json.loads(line)["logger"] == "waitress"
        assert CANARY not in line

    def test_of_a_library_begins_at_warnings(self, capsys):
        log_in_production()
        logging.getLogger("sqlalchemy.engine").info("INSERT ...")
        assert capsys.readouterr().err == ""
