"""From words as typed to a `tsquery`, the language of PostgreSQL's index."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from rudersdal_frivillig.grundlag.compounds import parts
from rudersdal_frivillig.grundlag.folding import fold, words
from rudersdal_frivillig.grundlag.search.lookup import Word, lookup

MAX_LENGTH = 120
MAX_WORDS = 8

# Words that say nothing of what one seeks, unless they stand alone: snowball's list
# without `have`, which is a garden, and what whole sentences are made of.
_STOP = """
og i jeg det at en den til er som på de med han af for ikke der var mig
sig men et har om vi min havde ham hun nu da fra du sin dem os op hans
hvor eller hvad skal her vil blev kunne når være dog noget ville jo
deres efter ned skulle denne dette mit også dig anden hende mine meget
sit sine vor disse hvis din nogle blive mange ad bliver hendes været
jer sådan kan gerne mod over under ind ud man alle selv hos end
én lave vores noget uden gang gange nærheden enkelt hjælpe
"""
STOP = frozenset(_STOP.split())
# What may stand between the two halves of a word that was written in two.
_GLUE = ("", "s", "e")


def tokens(text: str) -> list[str]:
    """The words to search for, at most eight."""
    found = words(text[:MAX_LENGTH])[:MAX_WORDS]
    return [word for word in found if word not in STOP] or found


@dataclass
class Forespoergsel:
    """A search. Each of `groups` is a word and all it may stand for, as a tsquery."""

    text: str
    groups: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    # What was typed, and the word of the vocabulary it was read as.
    corrections: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, kilde: str, *, is_exact: bool = False) -> Self:
        """`is_exact` leaves out all but the words themselves, however inflected."""
        typed = tokens(text)
        query = cls(" ".join(typed))
        if not typed:
            return query
        pairs = _pairs(typed)
        halves = {word: parts(fold(word)) for word in typed}
        others = {word for joined in pairs.values() for word in joined}
        others |= {part for found in halves.values() for part in found}
        found, stems = lookup(typed, kilde, others)
        if is_exact:
            query.exact = query.groups = [_quoted(word.stem) for word in found]
            return query
        found = query._correct(found, kilde)
        for n, word in enumerate(found):
            query.synonyms += [s for s in word.synonyms if s not in query.synonyms]
            query.exact.append(_quoted(word.stem))
            alternatives = [
                _quoted(word.stem),
                *(_quoted(stems[joined]) for joined in pairs.get(n, ())),
                *_all_of(stems[part] for part in halves.get(word.typed, ())),
                *map(_quoted, word.longer),
                *(f"({query})" for query in word.synonyms.values() if query),
            ]
            query.groups.append(_any(alternatives))
        return query

    def _correct(self, found: list[Word], kilde: str) -> list[Word]:
        """Read words that nothing has as the words that look like them."""
        lost = [word for word in found if word.alike]
        self.unknown = [
            word.typed
            for word in found
            if not (word.is_known or word.longer or word.synonyms or word.alike)
            and word.typed not in STOP
        ]
        if not lost:
            return found
        guesses, _ = lookup([word.alike[0][0] for word in lost], kilde)
        for word, guess in zip(lost, guesses, strict=True):
            if not fold(word.typed).startswith(fold(guess.typed)):  # Else inflected.
                self.corrections[word.typed] = guess.typed
            word.longer = [guess.stem, *guess.longer]
            word.synonyms = guess.synonyms
        return found

    @property
    def all(self) -> str:
        return " & ".join(self.groups)

    @property
    def some(self) -> str:
        return " | ".join(self.groups)


def _pairs(typed: list[str]) -> dict[int, list[str]]:
    """By the number of a word: that word and a neighbour as one."""
    pairs: dict[int, list[str]] = {}
    for n, (first, second) in enumerate(pairwise(typed)):
        joined = [fold(first + glue + second) for glue in _GLUE]
        pairs[n] = pairs.get(n, []) + joined
        pairs[n + 1] = joined
    return pairs


def _quoted(stem: str) -> str:
    """A stem as tsquery writes it. Stems hold letters and digits only."""
    return f"'{stem}'"


def _all_of(stems: Iterable[str]) -> list[str]:
    quoted = [_quoted(stem) for stem in stems]
    return [f"({' & '.join(quoted)})"] if quoted else []


def _any(alternatives: list[str]) -> str:
    return f"({' | '.join(dict.fromkeys(alternatives))})"
