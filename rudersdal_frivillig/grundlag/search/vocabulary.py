"""The words that citizens may read, counted. See `Ord`."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Model

from rudersdal_frivillig.grundlag.folding import words
from rudersdal_frivillig.grundlag.models import Ord
from rudersdal_frivillig.grundlag.models.soegning import LONGEST

SHORTEST = 2

# SQL: changes with what `lookup` says, but for words that a text brings or takes along.
# Words that are built anew have new ids; a synonym that is changed has a newer `xmin`.
VERSION = """
SELECT concat_ws(
    ' ', (SELECT max(id) FROM grundlag_ord), count(*), sum(xmin::text::bigint)
) FROM grundlag_synonym
"""


def _counted(texts: Iterable[str]) -> Counter[str]:
    """In how many of `texts` each word stands."""
    return Counter(
        word
        for text in texts
        for word in set(words(text))
        if SHORTEST <= len(word) <= LONGEST and not word[0].isdigit()
    )


def add(model: type[Model], text: str) -> None:
    """Count the words of a text that was just published. In a transaction."""
    _lock()
    _save(model._meta.label, _counted([text]))


@transaction.atomic
def rebuild(model: type[Model], texts: Iterable[str]) -> int:
    """Forget what no text says any more. Returns how many words there are now."""
    _lock()
    counted = _counted(texts)
    Ord.objects.filter(kilde=model._meta.label).delete()
    _save(model._meta.label, counted)
    return len(counted)


def _lock() -> None:
    """One at a time: words come in another order from each text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('grundlag_ord'))")


def _save(kilde: str, counted: Counter[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO grundlag_ord (kilde, ord, antal) "
            "SELECT %s, * FROM unnest(%s::text[], %s::int[]) ORDER BY 2 "
            "ON CONFLICT (kilde, ord) "
            "DO UPDATE SET antal = grundlag_ord.antal + EXCLUDED.antal",
            [kilde, list(counted), list(counted.values())],
        )
