"""Words are made alike in Python as they are in SQL."""

import re
import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.folding import fold, words

pytestmark = pytest.mark.django_db

LETTERS = "abcdeæøåÆØÅéÉöÖäÄüÜñÇ -.,'\"&|!()0123456789"
ODD = "½¼²_’–/\n\u00ad\u0301\u0308\u030a\u0327"
WORDS = st.text(LETTERS + ODD, max_size=30)
quick = settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def sql(expression, *params):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", params)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Børnehave", "boernehave"),
        ("ÅRHUS", "aarhus"),
        ("Café Müller", "cafe muller"),
        ("smörgås", "smoergaas"),
    ],
)
def test_folding_writes_what_those_type_who_lack_the_letters(text, folded):
    assert fold(text) == folded


@quick
@given(text=WORDS)
@example(text="Å" + unicodedata.normalize("NFD", "å"))
@example(text="½ time på 20 m², skole_børn, 3.-klasse")
@example(text="İstanbul Straße ẞ Ⅷ ŉ ﬁ")
def test_python_folds_as_the_database_does(text):
    assert fold(text) == sql("da_fold(%s)", text)
    assert [fold(word) for word in words(text)] == sql("da_words(%s)", text).split()


@quick
@given(text=WORDS)
def test_a_folded_word_has_the_stem_that_stands_in_the_index(text):
    # PostgreSQL reads the beginning of "0e0a" as a number.
    for word in (word for word in words(text) if not re.search(r"\de\d", fold(word))):
        stem = sql("da_stem(%s)", word)

        found = sql("to_tsvector('da', da_words(%s)) @@ %s::tsquery", word, f"'{stem}'")

        assert found


@pytest.mark.parametrize("word", ["have", "hos", "alle", "mod"])
def test_no_word_is_too_common_to_be_found(word):
    assert sql("to_tsvector('da', da_words(%s))", word) != ""
