"""The virus scan of uploads, by a clamd that the setting `CLAMD` names.

A task asks it, queued in the transaction that stores the file. While there is no clamd
or it does not answer, the file stays "not scanned", and hourly work asks again.
"""

import logging
import socket
import struct
from contextlib import closing
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.tasks import task

from rudersdal_frivillig.grundlag import log, queued
from rudersdal_frivillig.grundlag.models import Fil, Scanning

logger = logging.getLogger(__name__)

PORT = 3310
# Seconds without a word from clamd. It answers when it has seen the whole file.
TIMEOUT = 120
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


class NotScanned(Exception):
    """clamd said something else than that the file is clean or infected."""


def queue(fil: Fil) -> None:
    """Have `fil` scanned once the transaction is committed, if anything scans here."""
    if settings.CLAMD:
        scan.enqueue(fil.pk)


@task
def scan(fil_pk: int) -> None:
    fil = Fil.objects.filter(pk=fil_pk, scanning=Scanning.IKKE_SCANNET).first()
    if fil is None or not settings.CLAMD:
        return
    with fil.fil.open() as file:
        virus = _ask(file)
    _mark(fil, Scanning.SMITTET if virus else Scanning.REN)
    if virus:
        logger.error("File %s is infected with %s", fil.pk, virus)


@transaction.atomic
def _mark(fil: Fil, scanning: Scanning) -> None:
    """Record what the first of two scans at once found."""
    rows = Fil.objects.filter(pk=fil.pk, scanning=Scanning.IKKE_SCANNET)
    if rows.update(scanning=scanning) and scanning == Scanning.SMITTET:
        log.write("fandt virus", fil, by=None)


def requeue_lost() -> int:
    """Queue what is not scanned and no task will scan, and return how many there were.

    They came before there was a clamd, or while it was away for longer than a task is
    tried again.
    """
    if not settings.CLAMD:
        return 0
    unscanned = Fil.objects.filter(scanning=Scanning.IKKE_SCANNET)
    lost = {*unscanned.values_list("pk", flat=True)} - queued.arguments(scan)
    for pk in sorted(lost):
        scan.enqueue(pk)
    return len(lost)


def _ask(file: IO[bytes]) -> str:
    """The name of the virus in `file`; "" if there is none. man 8 clamd, INSTREAM."""
    with closing(_connection()) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        answer = _answer(clamd)
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise NotScanned(answer)


def _connection() -> socket.socket:
    if settings.CLAMD.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(TIMEOUT)
        clamd.connect(settings.CLAMD)
        return clamd
    address = urlsplit(f"//{settings.CLAMD}")
    return socket.create_connection(
        (address.hostname or "", address.port or PORT), timeout=TIMEOUT
    )


def _answer(clamd: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        piece = clamd.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("ascii", "replace")
