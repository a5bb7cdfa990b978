"""How often something may be done from one place, without keeping who did it.

The key in the cache is a keyed hash with a salt of the day, so that it names no one and
means nothing tomorrow. A place is an IP address, which a library or a care home shares:
a limit must leave room for all of them.
"""

import hmac
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


def is_over(purpose: str, whom: str, *, most: int, seconds: int) -> bool:
    """Count one more by `whom`, and say whether that is more than `most` in `seconds`.

    Two who count at the same moment may count as one.
    """
    key = _key(purpose, whom)
    if cache.add(key, 1, timeout=seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # It ran out just now.
        return False


def address_of(request: HttpRequest) -> str:
    """The IP address that the last trusted proxy saw."""
    return get_adapter().get_client_ip(request)


def _key(purpose: str, whom: str) -> str:
    salt = f"{settings.SECRET_KEY} {timezone.localdate()}"
    said = f"{purpose} {whom}".encode()
    return "limit:" + hmac.new(salt.encode(), said, sha256).hexdigest()[:32]
