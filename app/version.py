"""The version of the installed program."""

from importlib.metadata import PackageNotFoundError, version


def _version() -> str:
    try:
        return version("donthu")
    except PackageNotFoundError:
        return "0"


VERSION = _version()
