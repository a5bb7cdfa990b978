"""Which posts citizens see belong under which filter, in the memory of the process.

A search counts some seventy filters among thousands of hits, and shows twenty of them
in one of four orders. As bits, one for each post, that takes a millisecond or two; the
database took a hundred. One small query tells whether it is still so.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import count, repeat
from threading import Lock
from typing import NamedTuple, Self, cast

from django.core.cache import caches
from django.db import connection
from django.db.models import Case, Value, When
from django.utils import timezone

from opgavebank.choices import Sted
from opgavebank.facets import PLACES, Facet, Place, facets, places
from opgavebank.models import Opslag
from opgavebank.querysets import OpslagQuerySet
from rudersdal_frivillig.grundlag.search import unpack, vocabulary

# Seconds. What was read while someone was writing is read again as soon as this.
SETTLES = 1
_ONE = ord("1")
_numbers = count()


class Version(NamedTuple):
    """What the database says that changes with whatever a search depends on.

    Triggers turn the sequence with each statement that changes posts or institutions.
    """

    turned: int
    words: str
    places: str
    day: date

    @classmethod
    def read(cls) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT last_value, ({vocabulary.VERSION}), ({PLACES}) "
                "FROM opgavebank_kartotek"
            )
            turned, words, places = cursor.fetchone()
        return cls(turned, words, places, timezone.localdate())


@dataclass(frozen=True)
class Kartotek:
    """`ids` are the posts, the newest first; the n-th has the bit 2 ** n.

    `under` are those under an option, by (facet, value); `left` those with so many
    places left, `at` those in an område.
    """

    version: Version
    is_settled: bool
    places: list[Place]
    facets: list[Facet]
    ids: list[int]
    under: dict[tuple[str, str], int]
    left: dict[int, int]
    at: dict[int, int]
    nth: dict[int, int]
    number: int = field(default_factory=_numbers.__next__)
    read_at: float = field(default_factory=time.monotonic)

    @classmethod
    def read(cls, version: Version) -> Self:
        """One query, in which the database answers for each option and each post."""
        all_places = places(version.places)
        all_facets = facets(all_places)
        options = {(f.name, o.value): o for f in all_facets for o in f.options}
        asked = [
            Case(When(option.condition, then=Value("1")), default=Value("0"))
            for option in options.values()
        ]
        rows = Opslag.objects.public().newest().with_left()
        posts = rows.values_list("pk", "left", "omraade_id", *asked)
        is_settled, (ids, left, at), digits = _columns(posts, 3, len(asked))
        return cls(
            version=version,
            is_settled=is_settled,
            places=all_places,
            facets=all_facets,
            ids=ids,
            under=dict(zip(options, map(_from_digits, digits), strict=True)),
            left=_grouped(left),
            at=_grouped(at),
            nth={pk: n for n, pk in enumerate(ids)},
        )

    def is_as(self, version: Version) -> bool:
        """Whether this is what one would read now."""
        is_new = time.monotonic() - self.read_at < SETTLES
        return self.version == version and (self.is_settled or is_new)

    @property
    def all(self) -> int:
        return (1 << len(self.ids)) - 1

    def under_any(self, name: str, values: Iterable[str]) -> int:
        """Those under any of these options of the facet with that name."""
        return _any(self.under[name, value] for value in values)

    def of(self, ids: Iterable[int]) -> int:
        """Those with these ids, leaving out what it does not know."""
        beyond = len(self.ids)
        known = map(self.nth.get, ids, repeat(beyond))
        return _bits(known, beyond) & self.all

    def has(self, bits: int, pk: int) -> bool:
        n = self.nth.get(pk)
        return n is not None and bool(bits >> n & 1)

    def newest(self, bits: int, most: int) -> list[int]:
        """Ids of the newest, at most so many."""
        return _first(bin(bits)[:1:-1], self.ids, most)

    def most_needed(self, bits: int, most: int) -> list[int]:
        """Most places left first, then who has waited longest; room for all is last."""
        found: list[int] = []
        for left in sorted(self.left, reverse=True):
            digits = bin(bits & self.left[left])[2:]
            oldest = self.ids[: len(digits)][::-1]
            found += _first(digits, oldest, most - len(found))
        return found

    def nearest(self, bits: int, distances: dict[int, float], most: int) -> list[int]:
        """By kilometres to each område; what is done at home, or all over, is last."""
        at_home = self.under["sted", Sted.HJEMMEFRA]
        found: list[int] = []
        for omraade in sorted(distances, key=lambda pk: distances[pk]):
            there = bits & self.at.get(omraade, 0) & ~at_home
            found += self.newest(there, most - len(found))
            bits &= ~there
        return found + self.newest(bits, most - len(found))

    def remember[T](self, what: tuple[object, ...], ask: Callable[[], T]) -> T:
        """What `ask` answers, asked once as long as nothing changes."""
        key = sha256(repr((self.number, what)).encode()).hexdigest()
        return cast("T", caches["searches"].get_or_set(key, ask, timeout=None))


# SQL: whether no transaction that writes is under way, this one or another.
_IS_QUIET = """
age(pg_snapshot_xmin(pg_current_snapshot())::xid) = 0
AND pg_current_xact_id_if_assigned() IS NULL
"""


def _columns(
    posts: OpslagQuerySet, numbers: int, digits: int
) -> tuple[bool, list[list[int]], list[str]]:
    """Columns of numbers and then of digits, each packed to one value.

    The first tells whether no one was writing, so that no change is still to come that
    has turned the sequence already.
    """
    rows, values = posts.query.sql_with_params()
    names = [f"c{n}" for n in range(numbers + digits)]
    packed = [f"string_agg(int8send({name}), '')" for name in names[:numbers]]
    packed += [f"string_agg({name}, '')" for name in names[numbers:]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {_IS_QUIET}, {", ".join(packed)}
            FROM ({rows}) AS post ({", ".join(names)})""",
            values,
        )
        is_settled, *columns = cursor.fetchone()
    unpacked = [unpack(column or b"") for column in columns[:numbers]]
    return is_settled, unpacked, [column or "" for column in columns[numbers:]]


def _from_digits(digits: str) -> int:
    """Bits from a digit for each post, the newest first."""
    return int(digits[::-1] or "0", 2)


def _bits(places_of: Iterable[int], length: int) -> int:
    digits = bytearray(b"0") * (length + 1)
    for n in places_of:
        digits[n] = _ONE
    return int(digits[::-1], 2)


def _grouped(values: list[int]) -> dict[int, int]:
    """By value, the bits of those that have it."""
    having: dict[int, list[int]] = defaultdict(list)
    for n, value in enumerate(values):
        having[value].append(n)
    return {value: _bits(found, len(values)) for value, found in having.items()}


def _first(digits: str, ids: list[int], most: int) -> list[int]:
    """Of `ids`, the first that have a digit 1, at most so many."""
    found: list[int] = []
    n = digits.find("1")
    while n >= 0 and len(found) < most:
        found.append(ids[n])
        n = digits.find("1", n + 1)
    return found


def _any(each: Iterable[int]) -> int:
    bits = 0
    for one in each:
        bits |= one
    return bits


_kept: Kartotek | None = None
_reading = Lock()


def current() -> Kartotek:
    """As it is now. One query, and another if anything has changed."""
    global _kept
    version = Version.read()
    with _reading:
        kept = _kept
        if kept is None or not kept.is_as(version):
            kept = _kept = Kartotek.read(version)
    return kept


def forget() -> None:
    """For tests, whose changes are rolled back."""
    global _kept
    _kept = None
