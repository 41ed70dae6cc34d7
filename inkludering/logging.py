"""Structured logs that name things by id, never a person, an address or a secret link.

Everything that leaves through the root logger passes ``scrub``: Django's own messages, Celery's,
gunicorn's and ours. What an exception says in words is left out where it may quote what somebody
typed; the frames stay.
"""

import logging
import re
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

EventDict = MutableMapping[str, Any]

_SECRET_PATH = re.compile(r"(/min/|/dor/kode/|/her/|/rom/bord/)[^/\s?#\"'<>&]+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>\"'(),;:=\[\]]+@[^\s@<>\"'(),;:=\[\]]+")
_QUERY = re.compile(r"\?[^\s\"'<>]*")

# Errors whose words describe the program; the words of all others may quote what a person wrote.
_TELLING = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    TypeError,
)

# Each of these says something every 15 seconds for as long as the site runs.
_CHATTY = ("celery.beat", "celery.worker.strategy", "celery.app.trace")


def scrub(text: str) -> str:
    """``text`` without own links, door codes, query strings and e-mail addresses."""
    text = _SECRET_PATH.sub(r"\1***", text)
    text = _QUERY.sub("?***", text)
    return _ADDRESS.sub("***@***", text)


def _scrub_value(value: Any) -> Any:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {key: _scrub_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_scrub_value(inner) for inner in value]
    return value if isinstance(value, int | float | bool | None) else scrub(str(value))


def scrub_event(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """The last processor before the line is written."""
    for key in list(event):
        if key not in {"_record", "_from_structlog"}:
            event[key] = _scrub_value(event[key])
    return event


class ScrubFilter(logging.Filter):
    """For loggers with handlers of their own, such as gunicorn's: the same cleaning, plain text."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = scrub(record.getMessage()), None
        if record.exc_info and record.exc_info[0]:
            record.msg += f" ({record.exc_info[0].__name__})"
        record.exc_info = record.exc_text = None
        return True


def _described(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-20:]]
    described: dict[str, Any] = {"type": type(error).__name__, "frames": where}
    if isinstance(error, _TELLING) and not isinstance(error, UnicodeError):
        described["says"] = str(error)[:300]
    return described


def describe_exception(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Turn ``exc_info`` into types and frames, causes included."""
    error = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if not isinstance(error, BaseException):
        return event
    chain: list[dict[str, Any]] = []
    while error is not None and len(chain) < 5:
        chain.append(_described(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    event["error"] = chain
    return event


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def logging_config(level: str = "INFO") -> dict[str, Any]:
    """The ``LOGGING`` setting: one JSON line per event on standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _shared(),
        "processors": [
            describe_exception,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            scrub_event,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            "django.template": {"level": "INFO"},  # below that it writes whole contexts
            "kombu": {"level": "WARNING"},
            **{name: {"level": "WARNING"} for name in _CHATTY},
        },
    }
