"""The address that reports of mail that did not arrive go to.

`RETURN_PATH` is like `retur+{}@frivillig.example`. The `{}` becomes the number of the
mail with a signature, so that no one can say of a mail that it came back who has not
seen it. Without `{}` all mails share the address, and are told apart by Message-ID.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "grundlag.returnpath"


def address(number: int) -> str:
    """Where reports about the mail `number` go; "" without the setting."""
    return settings.RETURN_PATH.replace("{}", f"{number}-{_sign(number)}")


def number(addresses: Iterable[str]) -> int | None:
    """The mail that a report to one of `addresses` is about."""
    before, mark, after = settings.RETURN_PATH.partition("{}")
    if not mark:
        return None
    form = re.compile(
        rf"{re.escape(before)}([0-9]{{1,18}})-([0-9a-f]{{16}}){re.escape(after)}",
        re.IGNORECASE,
    )
    for match in map(form.fullmatch, addresses):
        if match and _is_ours(int(match[1]), match[2].lower()):
            return int(match[1])
    return None


def _sign(number: int, secret: str | None = None) -> str:
    # In letters that survive a server that changes their case.
    mac = salted_hmac(SALT, str(number), secret=secret, algorithm="sha256")
    return mac.hexdigest()[:16]


def _is_ours(number: int, signature: str) -> bool:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    signed = [_sign(number, secret) for secret in secrets]
    return any(constant_time_compare(signature, good) for good in signed)
