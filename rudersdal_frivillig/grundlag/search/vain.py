"""Words that were sought in vain, counted per day. See `ForgaevesSoegning`."""

from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from rudersdal_frivillig.grundlag.models.soegning import LONGEST
from rudersdal_frivillig.grundlag.search.fund import Fund

SHORTEST = 3
# Nobody reads more in a day, and a flood of nonsense must end somewhere.
MOST_IN_A_DAY = 500

_COUNT = """
INSERT INTO grundlag_forgaevessoegning AS counted (dato, ord, antal)
SELECT %(today)s, ord, 1 FROM unnest(%(words)s::text[]) AS word (ord)
WHERE %(most)s > (
        SELECT count(*) FROM grundlag_forgaevessoegning WHERE dato = %(today)s
    )
    OR EXISTS (
        SELECT FROM grundlag_forgaevessoegning same
        WHERE same.dato = %(today)s AND same.ord = word.ord
    )
ON CONFLICT (dato, ord) DO UPDATE SET antal = counted.antal + 1
"""


def count_in_vain(fund: Fund[Any]) -> None:
    """Count the words that no post has and no synonym answers, if nothing was found.

    Words stand alone, apart from the others in the search, and numbers are left out, so
    that they tell of no person.
    """
    words = [
        word
        for word in ([] if fund.hits else fund.query.unknown)
        if word.isalpha() and SHORTEST <= len(word) <= LONGEST
    ]
    if not words:
        return
    # A count that fails, on a database that only reads, is no reason to show no page.
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "today": timezone.localdate(),
                "words": sorted(set(words)),
                "most": MOST_IN_A_DAY,
            },
        )
