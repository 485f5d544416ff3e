"""Ways to spoil a good bundle."""

from collections.abc import Mapping


def changed(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Return the files with one text replaced in one of them."""
    text = files[name].decode()
    assert old in text
    return {**files, name: text.replace(old, new).encode()}
