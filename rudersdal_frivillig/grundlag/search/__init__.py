"""Danish search, for any app."""

from rudersdal_frivillig.grundlag.search.fund import (
    MOST,
    MOST_RANKED,
    Fund,
    Ranked,
    SearchableQuerySet,
    Stage,
    any_of,
    find,
    unpack,
)
from rudersdal_frivillig.grundlag.search.query import MAX_LENGTH
from rudersdal_frivillig.grundlag.search.vain import count_in_vain

__all__ = [
    "MAX_LENGTH",
    "MOST",
    "MOST_RANKED",
    "Fund",
    "Ranked",
    "SearchableQuerySet",
    "Stage",
    "any_of",
    "count_in_vain",
    "find",
    "unpack",
]
