"""Danish search, for any app."""

from rudersdal_frivillig.grundlag.search.fund import (
    MOST,
    Fund,
    SearchableQuerySet,
    Stage,
    find,
)
from rudersdal_frivillig.grundlag.search.query import MAX_LENGTH
from rudersdal_frivillig.grundlag.search.vain import count_in_vain

__all__ = [
    "MAX_LENGTH",
    "MOST",
    "Fund",
    "SearchableQuerySet",
    "Stage",
    "count_in_vain",
    "find",
]
