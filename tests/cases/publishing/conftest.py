"""A bundle to publish, and ways to spoil it."""

from collections.abc import Callable, Mapping

import pytest

from cases.actions.publish_version import Published, publish_version
from cases.office import Office
from cases.publishing.bundles import found_bundles
from tests.workflows.bundled import OFFICE


@pytest.fixture(scope="session")
def bundles() -> Mapping[str, Mapping[str, bytes]]:
    """The files of every bundled version and of the term tables, by name."""
    settings = OFFICE.settings
    return {one.name: one.files for one in found_bundles(settings.workflows, settings.forms)}


@pytest.fixture
def bundle(bundles: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """The version of the first complaint from July 2026."""
    return dict(bundles["complaint_first 2026-07-01"])


@pytest.fixture
def terms(bundles: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """The term tables."""
    return dict(bundles["deadlines"])


@pytest.fixture
def publish(office: Office) -> Callable[..., Published]:
    """Publish files: ``publish(bundle)`` or ``publish(terms, code="deadlines")``."""

    def publish(files: Mapping[str, bytes], code: str = "complaint_first") -> Published:
        with office.database.writing() as tx:
            return publish_version(tx, office, None, code=code, files=files)

    return publish
