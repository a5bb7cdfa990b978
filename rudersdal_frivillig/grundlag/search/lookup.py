"""What the database knows of the words someone typed, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from rudersdal_frivillig.grundlag.folding import fold

# A shorter stem begins or ends too many words that have nothing to do with it, and a
# shorter word looks like too many.
SHORTEST_STEM = 4
MOST_LONGER = 30
# pg_trgm's similarity, from 0 to 1.
ALIKE = 0.38
LOOK_ALIKE = "0.45"


@dataclass
class Word:
    """A word as typed and what it may stand for. Texts of tsquery, but for the names.

    `alike` holds words of the same look, best first, where nothing else is known.
    """

    typed: str
    stem: str = ""
    is_known: bool = False
    synonyms: dict[str, str] = field(default_factory=dict)
    longer: list[str] = field(default_factory=list)
    alike: list[tuple[str, str]] = field(default_factory=list)


_LOOKUP = """
WITH typed AS MATERIALIZED (
    SELECT n, word, da_stem(word) AS stem
    FROM unnest(%(typed)s::text[]) WITH ORDINALITY AS t (word, n),
        -- For the question that comes last, if it comes: see `fund._alike`.
        set_config('pg_trgm.word_similarity_threshold', %(look)s, true)
),
known AS MATERIALIZED (
    SELECT n FROM typed
    WHERE EXISTS (
        SELECT FROM grundlag_ord o WHERE o.kilde = %(kilde)s AND o.stamme = stem
    )
),
synonym AS MATERIALIZED (
    SELECT n, expression FROM typed
    JOIN grundlag_synonym s ON s.aktiv AND s.stamme = stem, unnest(s.udtryk) expression
    UNION
    SELECT n, s.ord FROM typed, grundlag_synonym s, unnest(s.udtryk) expression
    WHERE s.aktiv AND s.begge_veje AND da_stem(expression) = stem
),
longer AS MATERIALIZED (
    SELECT n, o.stamme FROM typed, LATERAL (
        SELECT stamme FROM grundlag_ord
        WHERE kilde = %(kilde)s AND stamme <> stem AND length(stem) >= %(shortest)s
            AND (stamme LIKE stem || '%%' OR stamme LIKE '%%' || stem)
        GROUP BY stamme ORDER BY sum(antal) DESC, stamme LIMIT %(most_longer)s
    ) o
)
SELECT n, 'stem', stem, '' FROM typed
UNION ALL SELECT n, 'known', '', '' FROM known
UNION ALL SELECT n, 'synonym', expression,
    plainto_tsquery('da', da_words(expression))::text FROM synonym
UNION ALL SELECT n, 'longer', stamme, '' FROM longer
UNION ALL SELECT 0, '', other, da_stem(other) FROM unnest(%(others)s::text[]) other
UNION ALL SELECT n, 'alike', o.ord, o.stamme FROM typed, LATERAL (
    SELECT ord, stamme, da_likeness(foldet, word) AS likeness, antal FROM grundlag_ord
    WHERE kilde = %(kilde)s AND foldet %% word
        AND da_likeness(foldet, word) >= %(alike)s
    UNION ALL
    SELECT ord, stamme, da_likeness(da_fold(ord), word), 0 FROM grundlag_synonym
    WHERE aktiv AND da_likeness(da_fold(ord), word) >= %(alike)s
    ORDER BY likeness DESC, antal DESC, ord LIMIT 3
) o
    WHERE length(word) >= %(shortest)s
    AND NOT EXISTS (SELECT FROM known WHERE known.n = typed.n)
    AND NOT EXISTS (SELECT FROM synonym WHERE synonym.n = typed.n)
    AND NOT EXISTS (SELECT FROM longer WHERE longer.n = typed.n)
"""


def lookup(
    typed: list[str], kilde: str, others: Iterable[str] = ()
) -> tuple[list[Word], dict[str, str]]:
    """Each word, and the stems of the folded `others`.

    `kilde` names the vocabulary: a model's label, as in `Ord.kilde`.
    """
    found = [Word(word) for word in typed]
    stems = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOKUP,
            {
                "typed": [fold(word) for word in typed],
                "others": list(others),
                "kilde": kilde,
                "shortest": SHORTEST_STEM,
                "most_longer": MOST_LONGER,
                "alike": ALIKE,
                "look": LOOK_ALIKE,
            },
        )
        for n, kind, first, second in cursor.fetchall():
            if n:
                _add(found[n - 1], kind, first, second)
            else:
                stems[first] = second
    return found, stems


def _add(word: Word, kind: str, first: str, second: str) -> None:
    match kind:
        case "stem":
            word.stem = first
        case "known":
            word.is_known = True
        case "synonym":
            word.synonyms[first] = second
        case "longer":
            word.longer.append(first)
        case "alike":
            word.alike.append((first, second))
