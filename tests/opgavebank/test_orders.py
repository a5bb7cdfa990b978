from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opgavebank.choices import Sted
from rudersdal_frivillig.grundlag.models import Omraade
from tests.factories import OpslagFactory

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


def titles(client, query):
    return [opslag.titel for opslag in client.get(LIST, query).context["side"].page]


def make(titel, omraade="birkeroed", **fields):
    omraade = Omraade.objects.get(slug=omraade)
    return OpslagFactory(aktiv=True, titel=titel, omraade=omraade, **fields)


@pytest.mark.parametrize("fra", ["2950", "vedbaek"])
def test_nearest_is_by_area_and_work_from_home_is_last(client, fra):
    make("I Birkerød")
    make("I Vedbæk", "vedbaek")
    make("Hjemme i Vedbæk", "vedbaek", sted=Sted.HJEMMEFRA)
    make("I Trørød", "troeroed")
    make("Overalt", "hele-kommunen")

    shown = titles(client, {"fra": fra})

    assert shown[:3] == ["I Vedbæk", "I Trørød", "I Birkerød"]
    assert set(shown[3:]) == {"Hjemme i Vedbæk", "Overalt"}


def test_a_post_says_how_far_it_is(client):
    make("Gå en tur", "birkeroed")

    assert "ca. 8 km væk" in client.get(LIST, {"fra": "2950"}).text


def test_most_needed_is_most_places_left_then_the_longest_wait(client):
    now = timezone.now()
    make("Få", pladser=1)
    make("Mange, ny", pladser=5)
    make("Mange, gammel", pladser=5, offentliggjort_den=now - timedelta(days=9))
    make("Plads til alle", pladser=0)
    make("Næsten fuld", pladser=9, antal_aftalt=6)

    shown = titles(client, {"orden": "mangler"})

    assert shown == [
        "Mange, gammel",
        "Mange, ny",
        "Næsten fuld",
        "Få",
        "Plads til alle",
    ]


def test_an_order_that_means_nothing_here_is_the_usual_one(client):
    make("Gammel", offentliggjort_den=timezone.now() - timedelta(days=1))
    make("Ny")

    for orden in ("relevans", "naermest", "baglaens"):
        assert titles(client, {"orden": orden}) == ["Ny", "Gammel"]


def test_a_browser_may_be_asked_where_it_is_on_the_list_alone(client):
    opslag = make("Gå en tur")

    policies = [
        client.get(address)["Permissions-Policy"]
        for address in (LIST, reverse("forside"), opslag.get_absolute_url())
    ]

    assert ["geolocation=(self)" in policy for policy in policies] == [
        True,
        False,
        False,
    ]
