"""Taking in the reports of mail that did not arrive, every hour."""

import time
from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rudersdal_frivillig.grundlag import bounces, log, mailboxes, returnpath
from rudersdal_frivillig.grundlag.models import Brev

MOST = 500
# Seconds. A mail that is slow to read may not hold the hour up; the rest waits.
LONGEST = 60


def collect() -> str:
    """Mark the mails that came back; a sentence for the hourly report."""
    if not settings.RETURN_MAILBOX:
        return "0 kom retur, ingen postkasse er sat op"
    folders: dict[str, list[str]] = defaultdict(list)
    marked = 0
    with mailboxes.opened(settings.RETURN_MAILBOX) as box:
        end = time.monotonic() + LONGEST
        for key, raw in box.unread(MOST):
            brev, is_new = take(raw)
            marked += is_new
            folders[mailboxes.HANDLED if brev else mailboxes.ASIDE].append(key)
            if time.monotonic() > end:
                break
    # Moved once the marks are safe. Should that fail, the next hour reads them again,
    # and marks nothing twice.
    transaction.on_commit(partial(_file, folders))
    return f"{marked} kom retur, {len(folders[mailboxes.ASIDE])} lagt til side"


def take(raw: bytes) -> tuple[Brev | None, bool]:
    """The mail that a report is about, and whether it says anything new."""
    bounce = bounces.read(raw)
    brev = _brev_of(bounce) if bounce else None
    if bounce is None or brev is None or not bounce.is_permanent:
        return brev, False
    return brev, mark(brev, bounce.code)


@transaction.atomic
def mark(brev: Brev, code: str) -> bool:
    """Record that `brev` did not arrive. False where that was known."""
    rows = Brev.objects.filter(pk=brev.pk, afvist_den=None)
    if not rows.update(afvist_den=timezone.now(), afvist_kode=code):
        return False
    log.write("kom retur", brev, by=None)
    return True


def _brev_of(bounce: bounces.Bounce) -> Brev | None:
    sent = Brev.objects.exclude(sendt_den=None)
    number = returnpath.number(bounce.sent_to)
    if number is not None:
        return sent.filter(pk=number).first()
    # Nobody who has not seen the mail can know its Message-ID.
    return sent.filter(besked_id__in=bounce.message_ids).first()


def _file(folders: Mapping[str, list[str]]) -> None:
    with mailboxes.opened(settings.RETURN_MAILBOX) as box:
        for folder, keys in folders.items():
            box.file(keys, folder)
        box.forget()
