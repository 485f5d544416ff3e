"""A certificate for servers that tests start, which nobody trusts by itself."""

import subprocess
from pathlib import Path

import pytest

from tests import tools


def make_certificate(folder: Path) -> Path:
    """Write ``server.pem``: a certificate of 127.0.0.1 with its key; return where it is."""
    program = tools.find_openssl() or pytest.skip("needs OpenSSL: make test-tools")
    path = folder / "server.pem"
    options = "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2"
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1")
    subprocess.run(
        [program, *options.split(), *names, "-keyout", path, "-out", path.with_suffix(".crt")],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path
