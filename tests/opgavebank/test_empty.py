"""A search that finds nothing says what to do instead."""

import pytest
from django.urls import reverse

from opgavebank.choices import Tidspunkt
from rudersdal_frivillig.grundlag.models import Omraade
from tests.factories import OpslagFactory

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


def make(omraade, **fields):
    omraade = Omraade.objects.get(slug=omraade)
    return OpslagFactory(aktiv=True, omraade=omraade, **fields)


@pytest.fixture
def evenings(db):
    """Evenings in Trørød and Birkerød, weekends in Vedbæk."""
    make("troeroed", tidspunkter=[Tidspunkt.AFTEN])
    make("birkeroed", tidspunkter=[Tidspunkt.AFTEN])
    make("birkeroed", tidspunkter=[Tidspunkt.AFTEN])
    make("vedbaek", tidspunkter=[Tidspunkt.WEEKEND])


def test_what_stands_in_the_way_can_be_let_go(client, evenings):
    query = {"omraade": "vedbaek", "hvornaar": "aften"}

    ways = client.get(LIST, query).context["resultat"].ways_out

    assert [(way.label, way.count) for way in ways] == [("Vedbæk", 3), ("Aften", 1)]
    for way in ways:
        assert client.get(way.address).context["resultat"].counts.total == way.count


def test_the_nearest_areas_that_have_something_are_named(client, evenings):
    query = {"omraade": "vedbaek", "hvornaar": "aften"}

    nearby = client.get(LIST, query).context["resultat"].nearby

    assert [(area.label, area.count) for area in nearby] == [
        ("Trørød", 1),
        ("Birkerød", 2),
    ]
    assert "omraade=troeroed" in nearby[0].address


def test_a_word_that_names_a_filter_leads_to_it(client, evenings):
    html = client.get(LIST, {"q": "weekend i 2840"}).text

    assert f'<a href="{LIST}?hvornaar=weekend">Weekend</a>' in html
    assert f'<a href="{LIST}?fra=2840">Afstand fra 2840 Holte</a>' in html


def test_it_says_whom_to_call_and_where_else_to_look(client, settings):
    settings.COORDINATOR_PHONE = "46 11 00 07"
    settings.SOCIALKOMPAS = ""
    settings.FRIVILLIGCENTER = "https://center.example/"

    html = client.get(LIST, {"q": "xyzzy"}).text

    assert 'href="tel:+4546110007"' in html
    assert "https://frivilligjob.dk/" in html
    assert "https://center.example/" in html


def test_the_municipalitys_own_socialkompas_comes_before_the_center(client, settings):
    settings.SOCIALKOMPAS = "https://kompas.example/"
    settings.FRIVILLIGCENTER = "https://center.example/"

    html = client.get(LIST, {"q": "xyzzy"}).text

    assert "https://kompas.example/" in html
    assert "https://center.example/" not in html
