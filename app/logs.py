"""How the programs write their log: one JSON object a line, to standard error.

Nothing personal is logged: codes, ids, endpoints and times only.
"""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Write log lines of this level and above."""
    number = logging.getLevelNamesMapping()[level.upper()]
    # Libraries speak only when something is wrong.
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
