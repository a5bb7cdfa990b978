"""Which posts citizens see belong under which filter, in the memory of the process.

A search counts some seventy filters among thousands of hits. As bits, one for each
post, that takes a millisecond; the database took twenty. A sequence, which triggers
turn whenever a post or a place changes, tells whether it is still so.
"""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from threading import Lock
from typing import Any, Self

from django.db import connection
from django.utils import timezone

from opgavebank.facets import Condition, facets, places
from opgavebank.models import Opslag
from opgavebank.querysets import OpslagQuerySet

# Seconds. A change may be seen before it is committed, so what was read right after it
# is read once more; and of so many posts that it takes long, no more often than this.
SETTLES = 60
MANY = 5000
_ONE = ord("1")


@dataclass(frozen=True)
class Kartotek:
    """`ids` are the posts, the newest first; the n-th has the bit 2 ** n.

    `having` maps (field, value) to those that have it.
    """

    ids: list[int]
    bit: dict[int, int]
    having: dict[tuple[str, Any], int]

    @classmethod
    def read(cls, rows: OpslagQuerySet) -> Self:
        fields = _fields()
        ids: list[int] = []
        places_of: dict[tuple[str, Any], list[int]] = defaultdict(list)
        for n, (pk, *values) in enumerate(rows.newest().values_list("pk", *fields)):
            ids.append(pk)
            for field, value in zip(fields, values, strict=True):
                for each in value if isinstance(value, list) else [value]:
                    places_of[field, each].append(n)
        having = {key: _bits(found, len(ids)) for key, found in places_of.items()}
        return cls(ids, {pk: n for n, pk in enumerate(ids)}, having)

    @property
    def all(self) -> int:
        return (1 << len(self.ids)) - 1

    def under(self, condition: Condition) -> int:
        return _any(
            _every(
                _any(self.having.get((key.rpartition("__")[0], v), 0) for v in values)
                for key, values in wanted.items()
            )
            for wanted in condition.alternatives
        )

    def under_any(self, conditions: Iterable[Condition]) -> int:
        return _any(self.under(condition) for condition in conditions)

    def of(self, ids: Iterable[int]) -> int:
        """Those with these ids, leaving out what it does not know."""
        beyond = len(self.ids)
        known = map(self.bit.get, ids, repeat(beyond))
        return _bits(known, beyond) & self.all

    def newest(self, bits: int, most: int) -> list[int]:
        """Ids of the newest, at most so many."""
        found: list[int] = []
        digits = bin(bits)[:1:-1]
        n = digits.find("1")
        while n >= 0 and len(found) < most:
            found.append(self.ids[n])
            n = digits.find("1", n + 1)
        return found


def _bits(places_of: Iterable[int], length: int) -> int:
    digits = bytearray(b"0") * (length + 1)
    for n in places_of:
        digits[n] = _ONE
    return int(digits[::-1], 2)


def _any(each: Iterable[int]) -> int:
    bits = 0
    for one in each:
        bits |= one
    return bits


def _every(each: Iterable[int]) -> int:
    bits = -1
    for one in each:
        bits &= one
    return bits


def _fields() -> list[str]:
    every = [field for facet in facets(places()) for field in facet.fields]
    return list(dict.fromkeys(every))


@dataclass(frozen=True)
class _Kept:
    kartotek: Kartotek
    version: tuple[int, date]
    read_at: float
    is_settled: bool


_kept: _Kept | None = None
_reading = Lock()


def current() -> Kartotek:
    """As it is now; of very many posts, as it was within the last minute. One query.

    Two if it must be read anew.
    """
    global _kept
    version = _version(), timezone.localdate()
    with _reading:
        kept = _kept
        if kept is None or not _holds(kept, version):
            is_settled = kept is not None and kept.version == version
            read_at = time.monotonic()
            kartotek = Kartotek.read(Opslag.objects.public())
            kept = _kept = _Kept(kartotek, version, read_at, is_settled)
    return kept.kartotek


def _holds(kept: _Kept, version: tuple[int, date]) -> bool:
    is_new = time.monotonic() - kept.read_at < SETTLES
    if kept.version == version:
        return kept.is_settled or is_new
    return is_new and len(kept.kartotek.ids) > MANY


def forget() -> None:
    """For tests, whose changes are rolled back."""
    global _kept
    _kept = None


def _version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM opgavebank_kartotek")
        return int(cursor.fetchone()[0])
