"""An application that begins with a post of the bank."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from puljer import actions, fremvisning, indhold, opslag
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag import registry
from tests.factories import OpslagFactory
from tests.puljer.besoeg import address, begin, text
from tests.puljer.indgang import come_in
from tests.puljer.sager import fill_in, open_pulje, send, start

pytestmark = pytest.mark.django_db

ONCE = {"hyppighed": "en_gang", "varighed_min": 240, "pladser": 5}


def named(number):
    return opslag.find(RequestFactory().get("/", {"opslag": number}))


def begun_with(post, runde=None):
    runde = runde or open_pulje(aabne_opslag=True, timesats_oere=100_00)
    return start(runde, **opslag.facts(named(post.pk), runde))


def test_page_of_a_post_leads_by_eligibility_to_an_application_that_keeps_it(client):
    post = OpslagFactory(aktiv=True, titel="Byg højbede", **ONCE)
    runde = open_pulje(aabne_opslag=True, timesats_oere=100_00)
    page = client.get(post.get_absolute_url())
    way = f"{reverse('puljer:pulje_kan_i_soege', args=[runde.pulje.slug])}"

    assert f'href="{way}?opslag={post.pk}">Søg tilskud til det her</a>' in page.text
    can = client.get(f"{way}?opslag={post.pk}")
    yes = {f"svar{number}": "ja" for number in range(1, 5)}
    answered = client.get(way, yes | {"opslag": post.pk})
    create = reverse("puljer:ansoegning_create", args=[runde.pulje.slug])

    assert f'name="opslag" value="{post.pk}"' in can.text
    assert f"{create}?opslag={post.pk}" in answered.text


def test_page_of_a_post_offers_pools_that_say_so_and_are_open(client):
    post = OpslagFactory(aktiv=True)
    open_pulje(navn="Kun andre")
    later = timezone.now() + timedelta(days=5)
    open_pulje(navn="Senere", aabne_opslag=True, runde={"aabner": later})
    nothing = client.get(post.get_absolute_url())
    open_pulje(navn="Den lille", aabne_opslag=True)
    large = {"hoejst_oere": 50_000_00}
    open_pulje(navn="Den store", aabne_opslag=True, runde=large, frist=None)

    both = text(client.get(post.get_absolute_url()))

    assert "tilskud til det her" not in nothing.text
    assert both.index("Den lille") < both.index("Den store")
    assert "Kun andre" not in both
    assert "Senere" not in both


def test_page_of_a_post_says_that_an_application_began_with_it_and_not_whose(client):
    post, other = OpslagFactory.create_batch(2, aktiv=True)
    ansoegning = fill_in(begun_with(post))

    page = client.get(post.get_absolute_url())

    assert "Nogen er begyndt på en ansøgning" in page.text
    assert "Brætspilsklubben" not in page.text
    assert "Nogen er begyndt" not in client.get(other.get_absolute_url()).text
    actions.delete_draft(ansoegning)
    assert "Nogen er begyndt" not in client.get(post.get_absolute_url()).text


def test_application_says_what_it_began_with_also_to_who_handles_it():
    post = OpslagFactory(aktiv=True, titel="Byg højbede")
    ansoegning = send(fill_in(begun_with(post)))
    post.delete()

    om_jer = fremvisning.read(ansoegning.indsendte.get().indhold)[0]

    said = {row.navn: row.tekst for row in om_jer.raekker}
    assert said["Opslag"].startswith("Byg højbede, ")
    assert opslag.of(ansoegning) is None
    assert indhold.build(ansoegning)["opslag"] is None


def test_hours_of_the_post_are_filled_in_and_explained():
    ansoegning = begun_with(OpslagFactory(aktiv=True, **ONCE))

    page = come_in(ansoegning).get(address(ansoegning, "budget"))

    assert ansoegning.frivilligtimer == 20
    assert "4 timer × 1 gang × 5 frivillige" in text(page)
    assert 'value="20"' in page.text


def test_hours_are_not_filled_in_where_the_pool_counts_none():
    runde = open_pulje(aabne_opslag=True, timesats_oere=0)

    ansoegning = begun_with(OpslagFactory(aktiv=True, **ONCE), runde)

    assert ansoegning.opslag
    assert ansoegning.frivilligtimer == 0


@pytest.mark.parametrize(
    ("facts", "timer"),
    [
        (ONCE, 20),
        (ONCE | {"pladser": 0}, 0),
        (ONCE | {"varighed_min": 0}, 0),
        ({"hyppighed": "ugentlig", "varighed_min": 120, "pladser": 2}, 0),
        (
            {
                "form": "periode",
                "hyppighed": "ugentlig",
                "varighed_min": 120,
                "pladser": 2,
                "fra_maaned": 11,
                "til_maaned": 1,
            },
            52,
        ),
        ({"hyppighed": "efter_aftale", "fra_maaned": 1, "til_maaned": 3}, 0),
    ],
)
def test_hours_are_as_many_as_the_post_tells(facts, timer):
    post = OpslagFactory(aktiv=True, **facts)

    assert named(post.pk).timer == timer


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 17, "9" * 40, "1 OR 1"])
def test_what_names_no_post_begins_without_one(client, number):
    runde = open_pulje(aabne_opslag=True)
    create = reverse("puljer:ansoegning_create", args=[runde.pulje.slug])

    assert named(number) is None
    assert client.get(create, {"opslag": number}).status_code == 200


def test_post_that_is_not_public_begins_nothing():
    assert named(OpslagFactory().pk) is None


def test_pool_that_is_not_applied_for_from_posts_takes_none():
    runde = open_pulje()

    assert begun_with(OpslagFactory(aktiv=True), runde).opslag is None


def test_nothing_is_found_with_the_bank_switched_off(client, monkeypatch):
    runde = open_pulje(aabne_opslag=True)
    post = OpslagFactory(aktiv=True)
    ansoegning = begun_with(post, runde)
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "opgavebank")

    begin(client, runde, email="en@example.dk")

    assert Ansoegning.objects.filter(opslag=None).count() == 1
    assert named(post.pk) is None
    assert opslag.of(ansoegning) is None
    assert indhold.build(ansoegning)["opslag"] is None


def test_post_that_is_not_saved_yet_has_no_panel():
    open_pulje(aabne_opslag=True)

    assert opslag.panel_for(SimpleNamespace(pk=None)) is None


def test_page_of_a_post_is_whole_with_the_pools_switched_off(client, monkeypatch):
    monkeypatch.setattr(registry, "additions", {})
    open_pulje(aabne_opslag=True)

    page = client.get(OpslagFactory(aktiv=True).get_absolute_url())

    assert page.status_code == 200
    assert "tilskud til det her" not in page.text
