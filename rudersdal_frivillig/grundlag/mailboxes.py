"""The mailbox that reports come to: a Maildir, or a folder on an IMAP server.

`RETURN_MAILBOX` is `maildir:/path` or `imaps://user:password@host/folder`, where user
and password are written as in an address (`%40` for `@`).
"""

import imaplib
import mailbox
import re
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from rudersdal_frivillig.grundlag.bounces import LARGEST

# What has been dealt with, and what is no report, wait here for someone to look.
HANDLED, ASIDE = "Behandlet", "Andet"
KEPT_DAYS = 30
TIMEOUT = 30


class NotUnderstood(Exception):
    """The setting is no mailbox. Never quotes it: it may hold a password."""


class Box(Protocol):
    def unread(self, most: int) -> Iterator[tuple[str, bytes]]:
        """At most `most` mails, each with its key and its beginning."""

    def file(self, keys: Iterable[str], folder: str) -> None:
        """Move mails to `folder`."""

    def forget(self) -> None:
        """Delete what has lain in the folders for `KEPT_DAYS`."""


@contextmanager
def opened(address: str) -> Iterator[Box]:
    parts = urlsplit(address)
    if parts.scheme == "maildir" and parts.path:
        yield Maildir(parts.path)
    elif parts.scheme == "imaps" and parts.hostname:
        with _logged_in(parts) as server:
            yield Imap(server)
    else:
        raise NotUnderstood


class Maildir:
    def __init__(self, path: str) -> None:
        self.box = mailbox.Maildir(path, factory=None, create=True)

    def unread(self, most: int) -> Iterator[tuple[str, bytes]]:
        for key in sorted(self.box.iterkeys())[:most]:
            with self.box.get_file(key) as file:
                yield key, file.read(LARGEST)

    def file(self, keys: Iterable[str], folder: str) -> None:
        target = self.box.add_folder(folder)
        for key in keys:
            # The file is moved as it is, however broken what it holds.
            old = Path(self.box._path, self.box._lookup(key))  # type: ignore[attr-defined]
            old.rename(Path(target._path, "cur", f"{old.name.split(':')[0]}:2,S"))

    def forget(self) -> None:
        before = time.time() - KEPT_DAYS * 24 * 60 * 60
        for folder in (HANDLED, ASIDE):
            cur = Path(self.box.add_folder(folder)._path, "cur")
            for file in cur.iterdir():
                if file.stat().st_ctime < before:
                    file.unlink()


@contextmanager
def _logged_in(parts: SplitResult) -> Iterator[imaplib.IMAP4_SSL]:
    server = imaplib.IMAP4_SSL(
        parts.hostname or "",
        parts.port or 993,
        ssl_context=ssl.create_default_context(),
        timeout=TIMEOUT,
    )
    with server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answer, _ = server.select(_quoted(folder))
        if answer != "OK":
            raise NotUnderstood
        yield server


class Imap:
    def __init__(self, server: imaplib.IMAP4) -> None:
        self.server = server

    def unread(self, most: int) -> Iterator[tuple[str, bytes]]:
        for uid in self._search("UNDELETED")[:most]:
            beginning = f"(BODY.PEEK[]<0.{LARGEST}>)"
            _, parts = self.server.uid("FETCH", uid, beginning)
            body = [part[1] for part in parts if isinstance(part, tuple)]
            if body:
                yield uid, body[0]

    def file(self, keys: Iterable[str], folder: str) -> None:
        self.server.create(_quoted(folder))  # Refused where it is there already.
        for uid in keys:
            answer, _ = self.server.uid("COPY", uid, _quoted(folder))
            if answer == "OK":
                self.server.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
        self.server.expunge()

    def forget(self) -> None:
        before = date.today() - timedelta(days=KEPT_DAYS)
        for folder in (HANDLED, ASIDE):
            answer, _ = self.server.select(_quoted(folder))
            if answer != "OK":
                continue
            for uid in self._search("BEFORE", _imap_day(before)):
                self.server.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
            self.server.expunge()

    def _search(self, *what: str) -> list[str]:
        _, found = self.server.uid("SEARCH", *what)
        return found[0].decode().split() if found and found[0] else []


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'


def _imap_day(day: date) -> str:
    # As in a mail's date, whose months are English on every machine.
    month = format_datetime(datetime(day.year, day.month, day.day)).split()[2]
    return f"{day.day:02}-{month}-{day.year}"
