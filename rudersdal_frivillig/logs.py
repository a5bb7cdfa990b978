"""Log lines as JSON, with the request's id and without visitors' words."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestId(logging.Filter):
    """Add the id, and put the route in place of the address where Django logs it."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", "") or request_id.get()
        if hasattr(request, "resolver_match"):
            match = request.resolver_match
            record.msg = f"{request.method} /{match.route if match else ''}"
            record.args = ()
        return True


class TextFormatter(logging.Formatter):
    """Without the values that PostgreSQL quotes when it refuses them."""

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith("DETAIL:"))


class JsonFormatter(TextFormatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def config(format: str, level: str) -> dict[str, Any]:
    """What `LOGGING` is set to; `format` is "json" or "text"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": RequestId}},
        "formatters": {
            "json": {"()": JsonFormatter},
            "text": {
                "()": TextFormatter,
                "fmt": "{levelname:<7} {name}: {message}",
                "style": "{",
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": format,
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Would write addresses with visitors' words in them; middleware.py logs.
            "django.server": {"level": "ERROR"},
            # Every scanner of the internet; the visitor gets a 400.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            "django": {"handlers": [], "propagate": True},
        },
    }
