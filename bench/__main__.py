"""``python -m bench`` prints all figures; ``python -m bench <name> ...`` those that are named."""

import sys

from bench.figures import SOURCES


def main(wanted: frozenset[str]) -> None:
    """Print one line per figure, ``name value unit``, as soon as it is known."""
    for names, measure in SOURCES:
        if wanted and not wanted & set(names):
            continue
        for figure in measure():
            if not wanted or figure.name in wanted:
                print(figure, flush=True)


if __name__ == "__main__":
    main(frozenset(sys.argv[1:]))
