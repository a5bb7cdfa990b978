from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Maalgruppe, Slags, Sted
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Omraade
from rudersdal_frivillig.grundlag.search import MOST
from tests.factories import InstitutionFactory, OpslagFactory
from tests.pages import tags

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


def titles(client, **query):
    page = client.get(LIST, query).context["side"].page
    return [opslag.titel for opslag in page]


def make(titel, *, days=0, **fields):
    """A post that was published so many days ago."""
    published = timezone.now() - timedelta(days=days)
    return OpslagFactory(
        aktiv=True, titel=titel, offentliggjort_den=published, **fields
    )


def area(slug):
    return Omraade.objects.get(slug=slug)


def make_near_and_far():
    make("Hele kommunen", omraade=area("hele-kommunen"))
    make("Hjemmefra", omraade=area("holte"), sted=Sted.HJEMMEFRA, days=1)
    make("Vedbæk", omraade=area("vedbaek"))
    make("Holte, ældre", omraade=area("holte"), days=2)
    make("Holte, nyere", omraade=area("holte"), days=1)
    make("Søllerød", omraade=area("soelleroed-og-oeveroed"))


@pytest.mark.parametrize("fra", ["2840", "holte"])
def test_the_nearest_come_first_and_what_has_no_place_last(client, fra):
    make_near_and_far()

    assert titles(client, fra=fra) == [
        "Holte, nyere",
        "Holte, ældre",
        "Søllerød",
        "Vedbæk",
        "Hele kommunen",
        "Hjemmefra",
    ]


def test_the_list_says_how_far_it_is(client):
    make_near_and_far()

    html = client.get(LIST, {"fra": "2840"}).text

    assert html.count(" · under 1 km væk") == 2
    assert "Vedbæk · ca. 7 km væk" in html
    assert html.count("km væk") == 4
    assert "km væk" not in client.get(LIST).text


def test_words_and_a_home_may_be_ordered_by_either(client):
    make("Gå tur i Vedbæk", omraade=area("vedbaek"), resume="Tur, tur.")
    make("Hunden skal ud", omraade=area("holte"), resume="Gå en tur med den.")

    nearest = titles(client, q="tur", fra="2840", orden="naermest")
    best = titles(client, q="tur", fra="2840")

    assert nearest == ["Hunden skal ud", "Gå tur i Vedbæk"]
    assert best == ["Gå tur i Vedbæk", "Hunden skal ud"]


def ways_out(client, **query):
    links = client.get(LIST, query).context["resultat"].ways_out
    return [(link.label, link.count) for link in links]


def test_an_empty_list_tells_what_there_is_without_a_choice(client):
    for _ in range(2):
        make("Læs højt", maalgrupper=[Maalgruppe.BOERN])
    make("Prøv noget", slags=Slags.IDE, maalgrupper=[Maalgruppe.AELDRE])
    query = {"hvem": ["boern", "familier"], "slags": "ide"}

    links = client.get(LIST, query).context["resultat"].ways_out

    assert [(link.label, link.count) for link in links] == [
        ("Idé, vi vil prøve", 2),
        ("Børn og Familier", 1),
    ]
    for link in links:
        assert len(client.get(link.address).context["side"].page) == link.count


def test_an_empty_list_does_not_lead_to_another(client):
    make("Læs højt", maalgrupper=[Maalgruppe.BOERN], slags=Slags.OPGAVE)

    assert ways_out(client, hvem="unge", slags="ide") == []
    assert "Du kan fjerne" not in client.get(LIST, {"slags": "ide", "q": "x"}).text


def test_what_only_looks_alike_stands_apart(client):
    for titel in ["Gå tur med hunden", "Gå tur i skoven", "Hundeluftning"]:
        make(titel, resume="Kom og vær med.")
    actions.learn_words()

    response = client.get(LIST, {"q": "tur hunden"})

    resultat = response.context["resultat"]
    assert [opslag.titel for opslag in resultat.strong] == ["Gå tur med hunden"]
    assert "Gå tur i skoven" in [opslag.titel for opslag in resultat.weak]
    assert "<h3>Opslag, der ligner</h3>" in response.text


def test_a_word_read_as_another_is_said_and_may_be_corrected(client):
    make("Hjælp på biblioteket")
    actions.learn_words()

    response = client.get(LIST, {"q": "Hjælp biblotek", "slags": "opgave"})

    addresses = [attrs.get("href") for _, attrs in tags(response, "a")]
    assert "Vi fandt ikke »biblotek«" in response.text
    assert f"{LIST}?q=Hj%C3%A6lp+bibliotek&slags=opgave" in addresses
    assert titles(client, q="Hjælp biblotek") == ["Hjælp på biblioteket"]


def test_synonyms_are_named_and_may_be_left_out(client):
    make("Gå tur på plejehjem")
    make("Gå tur med ældre")

    response = client.get(LIST, {"q": "ældre"})
    [exact] = [
        attrs["href"]
        for _, attrs in tags(response, "a")
        if "praecis=1" in attrs.get("href", "")
    ]

    assert "Viser også: " in response.text
    assert len(response.context["side"].page) == 2
    assert [o.titel for o in client.get(exact).context["side"].page] == [
        "Gå tur med ældre"
    ]
    assert "Vis også opslag, der ligner" in client.get(exact).text


def test_a_broad_search_shows_the_best_and_says_so(client):
    place = InstitutionFactory()
    posts = OpslagFactory.build_batch(
        MOST + 5, aktiv=True, titel="Gå tur", institution=place
    )
    Opslag.objects.bulk_create(posts)

    best = client.get(LIST, {"q": "tur", "side": 99})
    newest = client.get(LIST, {"q": "tur", "side": 99, "orden": "nyeste"})

    assert "205 opslag" in best.text
    assert "Vi viser de 200 bedste" in best.text
    assert best.context["side"].page.end_index() == 200
    assert "bedste. Vælg" not in newest.text
    assert newest.context["side"].page.end_index() == 205
