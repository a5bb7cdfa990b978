"""Reading a report that a mail did not arrive (RFC 3464, and what came before it).

Servers say it in many ways. `flufl.bounce` knows the old and the odd ones; the status
code and the mail it is about are read here.
"""

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parseaddr

from flufl.bounce import all_failures

# A line for each of its seventeen detectors, and addresses in its tracebacks.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

# The report comes before the mail that is sent back with it.
LARGEST = 256 * 1024

_POSTMASTERS = {"mailer-daemon", "postmaster"}
_SENT_TO = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"]
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^<>\s\0]{3,250}>)", re.IGNORECASE | re.M)
_CODE = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True)
class Bounce:
    """`code` is the status (RFC 3463), "" where it is not said.

    `sent_to` and `message_ids` tell which mail came back, as far as they can be
    believed. One of the ids is the report's own.
    """

    is_permanent: bool
    code: str
    sent_to: list[str]
    message_ids: list[str]


def read(raw: bytes) -> Bounce | None:
    """The report in `raw`, or None for any other mail, such as an out-of-office."""
    try:
        return _read(raw[:LARGEST])
    except Exception:
        # Neither parser nor detectors were made for all that can be broken, such as
        # parts in parts a thousand deep. One mail may not stop those after it.
        return None


def _read(raw: bytes) -> Bounce | None:
    message = message_from_bytes(raw)
    if not (_is_report(message) or _is_from_a_server(message)):
        return None
    temporary, permanent = all_failures(message)
    code = _code(message)
    if not (temporary or permanent or code):
        return None
    return Bounce(
        is_permanent=_is_permanent(message, bool(permanent), code),
        code=code,
        sent_to=_sent_to(message),
        message_ids=[found.decode("ascii", "replace") for found in _ids(raw)],
    )


def _is_report(message: Message) -> bool:
    kind = str(message.get_param("report-type", "")).lower()
    return message.get_content_type() == "multipart/report" and (
        kind in {"", "delivery-status"}
    )


def _is_from_a_server(message: Message) -> bool:
    _, address = parseaddr(str(message.get("From", "")))
    return address.partition("@")[0].lower() in _POSTMASTERS


def _is_permanent(message: Message, is_failure: bool, code: str) -> bool:
    actions = {str(block.get("Action", "")).lower()[:4] for block in _blocks(message)}
    if actions & {"dela", "deli", "rela", "expa"}:
        return "fail" in actions
    # "Failed" with 4.4.7 is a server that gave up after days: that is for good, too.
    return is_failure or "fail" in actions or code.startswith("5")


def _code(message: Message) -> str:
    for block in _blocks(message):
        if found := _CODE.search(str(block.get("Status", ""))):
            return found[1]
    # qmail and its like say it in the text alone.
    text = _text(message)
    found = _CODE.search(text)
    return found[1] if found else ""


def _blocks(message: Message) -> list[Message]:
    """The parts of the machine's own account, one for each recipient."""
    return [
        block
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        and isinstance(part.get_payload(), list)
        for block in part.get_payload()
        if isinstance(block, Message)
    ]


def _text(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            body = part.get_payload(decode=True)
            return body.decode("latin-1") if isinstance(body, bytes) else ""
    return ""


def _sent_to(message: Message) -> list[str]:
    headers = [str(value) for name in _SENT_TO for value in message.get_all(name, [])]
    return [address for _, address in getaddresses(headers) if address]


def _ids(raw: bytes) -> list[bytes]:
    return _MESSAGE_ID.findall(raw)
