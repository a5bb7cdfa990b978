"""Danish words made alike, the same in SQL and in Python, for search.

æ, ø and å become ae, oe and aa, so that they meet those who type without them; other
accents go, and so do capitals and what stands between words. PostgreSQL's stemmer cuts
folded words as it cuts the real ones. Its stop list is left out: `have` is a garden.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.core.checks import CheckMessage
from django.db.models import F, Func, GeneratedField, TextField, Value

# As in the SQL function `da_fold`.
_PLAIN = str.maketrans("éèêëáàâãóòôõíìîïúùûüçñšžýÿ", "eeeeaaaaooooiiiiuuuucnszyy")
_LETTERS = {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"}
_TABLE = _PLAIN | str.maketrans(_LETTERS)
# Words that the stemmer would cut to another's stem. See `da_fold`.
_KEPT = {"demens": "demenz", "demente": "demenz", "kasserer": "kassererz"}
# Python counts raised numbers and fractions as letters of words, PostgreSQL does not.
_WORD = re.compile(r"[^\W_²³¹¼½¾]+")


def _lower(text: str) -> str:
    # Python would make two characters of this one letter, PostgreSQL makes one.
    return unicodedata.normalize("NFC", text).replace("İ", "i").lower()


def fold(text: str) -> str:
    folded = _lower(text).translate(_TABLE)
    for word, kept in _KEPT.items():
        folded = folded.replace(word, kept)
    return folded


def words(text: str) -> list[str]:
    """Of “Gå-bus til skole”: gå, bus, til, skole."""
    return _WORD.findall(_lower(text))


class StoredField(GeneratedField):
    """A column that the database works out and stores."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"db_persist": True})

    def check(self, **options: Any) -> list[CheckMessage]:
        # What PostgreSQL can do is known; to ask it, `check` would have to connect.
        return super().check(**options | {"databases": []})


class Folded(Func):
    """SQL: the text folded, with one space between words."""

    function = "da_words"
    output_field = TextField()


class Stem(Func):
    """SQL: what stands in the index for a word, folded or not."""

    function = "da_stem"
    output_field = TextField()


class Weighted(Func):
    """SQL: the text's stems, which weigh A, B, C or D."""

    template = "setweight(to_tsvector('da', da_words(%(expressions)s)), '%(weight)s')"
    output_field = SearchVectorField()


class Joined(Func):
    arg_joiner = " || "
    template = "(%(expressions)s)"


def joined(names: Sequence[str]) -> Joined:
    """Columns of text as one, with a space between."""
    parts: list[Any] = [F(names[0])]
    for name in names[1:]:
        parts += [Value(" "), F(name)]
    return Joined(*parts, output_field=TextField())


def vector(**weights: Sequence[str]) -> Joined:
    """Columns of text by their weight: `vector(A=["titel"], D=["resume"])`."""
    parts = [Weighted(joined(names), weight=w) for w, names in weights.items()]
    return Joined(*parts, output_field=SearchVectorField())
