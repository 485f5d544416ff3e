"""The entry point of a production server."""

import os
import subprocess
import sys


class TestEntryPoint:
    def test_sets_up_the_log_before_the_application(self, office):
        environ = os.environ | {
            "DONTHU_ENV": "test",
            "DONTHU_VAR": str(office.settings.var),
            "DONTHU_DATABASE_URL": office.settings.database_url,
            "DONTHU_KEYS": str(office.settings.keys),
            "DONTHU_JOURNAL_KEYS": str(office.settings.journal_keys),
        }
        program = "import structlog, wsgi; print(structlog.is_configured(), wsgi.application.name)"
        ended = subprocess.run(
            [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True
        )
        assert ended.stdout.split() == ["True", "app.factory"]
