"""What the database does for a page: how often it is asked, and by which index."""

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opgavebank import actions, kartotek
from opgavebank.models import Opslag
from tests.factories import InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


@pytest.fixture
def garden(db):
    """Two thousand posts, of which ten are about a garden."""
    institution = InstitutionFactory()
    Opslag.objects.bulk_create(
        OpslagFactory.build(
            aktiv=True,
            titel=f"Gå en tur {n}" if n % 200 else "Plant en køkkenhave",
            institution=institution,
            fagomraade=institution.fagomraade,
            omraade=institution.omraade,
        )
        for n in range(2000)
    )
    actions.learn_words()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE opgavebank_opslag, grundlag_omraade")


def asked(client, query):
    """The SELECTs that a page costs."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST, query).status_code == 200
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def plans(statements, holding):
    """How the database goes about those that hold a text."""
    with connection.cursor() as cursor:
        for sql in statements:
            if holding in sql:
                cursor.execute(f"EXPLAIN {sql}")
                yield "\n".join(line for (line,) in cursor.fetchall())


def test_words_are_sought_in_an_index_of_what_is_shown(client, garden):
    [hits] = plans(asked(client, {"q": "køkkenhave"}), '"soegeindeks" @@')

    assert "opslag_soegeindeks" in hits


def test_what_looks_alike_is_sought_in_an_index_too(client, garden):
    [look] = plans(asked(client, {"q": "1777"}), "%>")

    assert "opslag_soegetekst" in look


def test_what_is_kept_is_read_in_its_order_from_an_index(client, garden):
    [kept] = plans(asked(client, {}), "pg_current_snapshot")

    assert "opslag_public" in kept
    assert "Sort" not in kept


def test_a_page_of_the_list_is_read_by_its_numbers(client, garden):
    for query in ({}, {"orden": "mangler"}, {"fra": "2840"}, {"slags": "opgave"}):
        [page] = plans(asked(client, query), "array_position")

        assert "opgavebank_opslag_pkey" in page


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ({}, 3),
        ({"hvornaar": "aften", "omraade": "holte", "adgang": "trinfri"}, 3),
        ({"q": "køkkenhave"}, 8),
        ({"q": "kokkenhve plnte", "slags": "opgave", "fra": "2840"}, 8),
        ({"q": "xyzzyq ukuleleq", "hvem": "boern"}, 8),
    ],
)
def test_a_page_asks_the_database_few_times(client, garden, query, most):
    caches["memory"].clear()
    kartotek.forget()

    assert len(asked(client, query)) <= most


def test_thousands_beside_a_filter_are_written_as_those_above_the_list(client, garden):
    response = client.get(LIST, {"slags": "opgave"})

    assert response.context["resultat"].counts.total == 2000
    assert f"<strong>{intcomma(2000)} opslag" in response.text
    assert f'<span class="rf-antal">{intcomma(2000)}<' in response.text


def test_a_search_made_again_asks_what_has_changed_and_for_the_page(client, garden):
    first = asked(client, {"q": "køkkenhave"})

    again = asked(client, {"q": "køkkenhave"})

    assert [first[0], first[-1]] == again
