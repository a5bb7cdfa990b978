"""When a request arrived: the one clock by which a deadline is judged.

Who pressed the button in time has sent in time, however long a file takes to come in or
the request waits for its turn.
"""

import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

# As nginx writes `t=${msec}`: seconds with three decimals. Others write milliseconds.
_STAMP = re.compile(r"(?:t=)?([0-9]{10})\.?([0-9]{3})[0-9]{0,3}")
# What a proxy says of longer ago is a clock that is wrong.
_LONGEST = timedelta(minutes=10)


def note(request: HttpRequest) -> None:
    """Call before anything of the request's body is read."""
    now = timezone.now()
    said = _said_by_proxy(request)
    is_likely = said is not None and now - _LONGEST < said < now
    request.arrived = said if is_likely else now  # type: ignore[attr-defined]


def arrived(request: HttpRequest) -> datetime:
    moment: datetime = request.arrived  # type: ignore[attr-defined]
    return moment


def _said_by_proxy(request: HttpRequest) -> datetime | None:
    """`X-Request-Start`, which the proxy sets. Without a proxy anyone may write it."""
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return None
    match = _STAMP.fullmatch(request.headers.get("X-Request-Start", ""))
    if match is None:
        return None
    seconds, thousandths = map(int, match.groups())
    return datetime.fromtimestamp(seconds, UTC) + timedelta(milliseconds=thousandths)
