"""How often something may be done from one place, without keeping who did it.

The key in the cache is a keyed hash with a salt of the day, so that it names no one and
means nothing tomorrow. A place is an IP address, which a library or a care home shares:
a limit must leave room for all of them.
"""

import hmac
import time
from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone


class TooMany(ValidationError):
    """More was sent from one place than people send."""

    def __init__(self) -> None:
        super().__init__("Der er sendt meget herfra på kort tid. Vent lidt.")


def is_over(purpose: str, whom: str, *, most: int, seconds: int) -> bool:
    """Count one more by `whom`, and say whether that is more than `most` in `seconds`.

    In a transaction, until whose end another by `whom` waits. What is rolled back was
    not counted.
    """
    key, now = _key(purpose, whom), time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
    number, until = cache.get(key) or (0, now + seconds)
    cache.set(key, (number + 1, until), timeout=max(until - now, 1))
    return bool(number >= most)


def address_of(request: HttpRequest) -> str:
    """The IP address that the last trusted proxy saw.

    Of IPv6 the network: one connection has as many addresses in it as it likes.
    """
    seen = get_adapter().get_client_ip(request)
    address = ip_address(seen)
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(IPv6Network((int(address), 64), strict=False))
    return seen


def _key(purpose: str, whom: str) -> str:
    salt = f"{settings.SECRET_KEY} {timezone.localdate()}"
    said = f"{purpose} {whom}".encode()
    return "limit:" + hmac.new(salt.encode(), said, sha256).hexdigest()[:32]
