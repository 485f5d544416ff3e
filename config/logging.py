"""Logs to stderr: JSON lines in production, readable lines elsewhere; never a personal value.

A field is written only if its name is on the list below, so that a careless call cannot
log what a person wrote. Error messages and values in tracebacks can hold such text too
(a database error repeats the row): of an exception only its kind and place are logged.
"""

import logging
import sys
import traceback
from types import TracebackType
from typing import cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from config.settings import Settings

# Ids, codes, counts and times. No name, title, text, address or query string.
ALLOWED_FIELDS = frozenset(
    {
        *("event", "level", "timestamp", "logger", "error", "error_at", "environment"),
        *("request_id", "method", "route", "status", "milliseconds", "host", "port"),
        *("account_id", "session_id", "unit_id", "role", "permission"),
        *(
            "reception_id",
            "petition_id",
            "case_id",
            "case_code",
            "run_id",
            "task_id",
            "document_id",
        ),
        *("procedure", "version_id", "element", "effect", "event_code", "term", "row_key"),
        *("deadline_id", "due_on", "year", "revision", "office_at"),
        *("job", "attempt", "count", "total", "seconds", "bytes"),
    }
)


def configure_logging(settings: Settings) -> None:
    """Send every log line of the process, ours and the libraries', to stderr.

    Lines of our packages start at the level of the settings, all others at warnings:
    at a lower level SQLAlchemy would begin to log statements with their values.
    """
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.is_production
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_the_error,
        drop_unlisted_fields,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    # structlog hands its lines, already filtered, to loggers named after our modules.
    for package in ("app", "reports", "cases", "engine", "forms", "config"):
        logging.getLogger(package).setLevel(level)


def drop_unlisted_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep only the fields that cannot hold a personal value."""
    return {
        name: value
        for name, value in event.items()
        if name in ALLOWED_FIELDS or name.startswith("_")
    }


def name_the_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its class and the places it passed through."""
    error = _exception_of(event.pop("exc_info", None))
    if error is not None:
        event["error"] = type(error).__name__
        event["error_at"] = _places(error.__traceback__)
    return event


def _exception_of(exc_info: object) -> BaseException | None:
    """Return the exception behind the three ways in which logging is told of one."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return cast("BaseException | None", exc_info[1])
    return sys.exc_info()[1] if exc_info else None


def _places(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
