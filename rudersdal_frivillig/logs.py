"""Log lines as JSON, with the request's id and without visitors' words."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestId(logging.Filter):
    """Add the id, and put the route in place of the address where Django logs it."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", "") or request_id.get()
        if isinstance(request, HttpRequest):
            match = request.resolver_match
            record.msg = f"{request.method} /{match.route if match else ''}"
            record.args = ()
        return True


class JsonFormatter(logging.Formatter):
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
