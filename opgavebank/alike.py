"""Other posts that fit who reads this one, and why."""

import hashlib
from dataclasses import dataclass

from django.core.cache import caches

from opgavebank.models import Opslag
from opgavebank.querysets import OpslagQuerySet
from rudersdal_frivillig.grundlag import search
from rudersdal_frivillig.grundlag.folding import fold, words
from rudersdal_frivillig.grundlag.search.query import tokens

SHOWN = 3
_CANDIDATES = 20
# Seconds. Any word of a title may have thousands of hits, and popular posts are read
# again and again.
_REMEMBERED = 600
# Among so many of the best hits for its title, another post is much like this one.
_MUCH_ALIKE = 5
# A shorter word says little, and so does a shorter beginning in common.
_TELLING, _BEGINNING = 4, 6


@dataclass(frozen=True)
class Alike:
    opslag: Opslag
    score: int
    reasons: list[str]


def posts_like(opslag: Opslag, public: OpslagQuerySet) -> list[Alike]:
    """At most three, those with most in common first."""
    others = public.exclude(pk=opslag.pk)
    by_words = _by_words(opslag, others)
    same_field = others.filter(fagomraade=opslag.fagomraade_id).newest()[:_CANDIDATES]
    candidates = {other.pk: other for other in others.filter(pk__in=by_words).newest()}
    candidates |= {other.pk: other for other in same_field}
    found = [
        _compare(opslag, other, is_hit=other.pk in by_words[:_MUCH_ALIKE])
        for other in candidates.values()
    ]
    # A stable sort, so that the newest stay first.
    return sorted(found, key=lambda alike: -alike.score)[:SHOWN]


def _by_words(opslag: Opslag, others: OpslagQuerySet) -> list[int]:
    """Ids of those with words of the title, best first, as it was a moment ago."""
    cache = caches["memory"]
    # A preview is of what may not be stored.
    title = hashlib.sha256(opslag.titel.encode()).hexdigest()
    key = f"alike:{opslag.pk}:{title}"
    found: list[int] | None = cache.get(key)
    if found is None:
        found = search.any_of(others, opslag.titel)[:_CANDIDATES]
        cache.set(key, found, _REMEMBERED)
    return found


def _compare(opslag: Opslag, other: Opslag, *, is_hit: bool) -> Alike:
    word = _shared_word(opslag, other)
    reasons = []
    if word:
        reasons.append(f"Handler også om »{word}«")
    elif is_hit:
        reasons.append("Ligner det, du læser om")
    if opslag.fagomraade_id == other.fagomraade_id:
        reasons.append("Samme fagområde")
    if opslag.omraade_id == other.omraade_id and opslag.omraade.middle:
        reasons.append(f"Også i {opslag.omraade}")
    return Alike(other, len(reasons) + 2 * is_hit, reasons)


def _shared_word(opslag: Opslag, other: Opslag) -> str:
    """The longest word of the title that the other one has too, however it ends."""
    theirs = [fold(word) for word in words(f"{other.titel} {other.resume}")]
    shared = [
        word
        for word in tokens(opslag.titel)
        if len(word) >= _TELLING and any(_is_same(fold(word), t) for t in theirs)
    ]
    return max(shared, key=len, default="")


def _is_same(mine: str, their: str) -> bool:
    start = mine[:_BEGINNING]
    return mine == their or (len(start) == _BEGINNING and their.startswith(start))
