import re

import pytest
from django.urls import reverse

from opgavebank.choices import OpslagStatus
from rudersdal_frivillig.grundlag.models import Fagomraade
from tests.factories import InstitutionFactory, OpslagFactory
from tests.pages import tags

pytestmark = pytest.mark.django_db


@pytest.fixture
def unge(db):
    return Fagomraade.objects.get(slug="unge")


def page(client, **query):
    address = reverse("opgavebank:fagomraade_detail", args=["unge"])
    return client.get(address, query)


def test_fagomraade_shows_its_public_posts_and_their_places(client, unge):
    shown = OpslagFactory(aktiv=True, fagomraade=unge, titel="Lav mad")
    OpslagFactory(aktiv=True, titel="Noget andet")
    OpslagFactory(status=OpslagStatus.KLADDE, fagomraade=unge, titel="Kladde")

    html = page(client).text

    assert "Lav mad" in html
    assert unge.beskrivelse in html
    assert shown.institution.navn in html
    assert "Noget andet" not in html
    assert "Kladde" not in html


def test_fagomraade_has_pages(client, unge):
    OpslagFactory.create_batch(21, aktiv=True, fagomraade=unge)

    second = page(client, side="2").context["side"].page

    assert (second.number, len(second)) == (2, 1)
    assert page(client, side="99999").context["side"].page.number == 2


def test_fagomraade_without_posts_says_whom_to_call(client, unge, settings):
    settings.COORDINATOR_PHONE = "46 11 00 07"

    assert "tel:+4546110007" in page(client).text


def test_fagomraade_that_is_not_there_is_not_found(client):
    address = reverse("opgavebank:fagomraade_detail", args=["findes-ikke"])

    assert client.get(address).status_code == 404


def test_fagomraade_names_the_places_that_seek_someone_now(client, unge):
    two, one, none = InstitutionFactory.create_batch(3, fagomraade=unge)
    OpslagFactory.create_batch(2, aktiv=True, institution=two)
    OpslagFactory(aktiv=True, institution=one)
    OpslagFactory(institution=none)
    OpslagFactory(aktiv=True, institution=one, fagomraade=Fagomraade.objects.last())

    html = page(client).text

    places = re.findall(
        r'<a href="/institutioner/[^"]+">([^<]+)</a>, (\d) opslag', html
    )
    assert places == [(two.navn, "2"), (one.navn, "1")]


def test_fagomraade_has_an_address_for_each_page(client, unge):
    OpslagFactory.create_batch(21, aktiv=True, fagomraade=unge)

    second = page(client, side="2", x="1")

    canonical = [a["href"] for _, a in tags(second, "link") if a["rel"] == "canonical"]
    assert canonical == ["http://testserver/fagomraader/unge/?side=2"]
    assert "Unge, side 2" in second.text
    assert "noindex" not in second.text


def test_a_post_and_its_place_lead_to_the_fagomraade(client, unge):
    opslag = OpslagFactory(aktiv=True, institution__fagomraade=unge)
    place = reverse("opgavebank:institution_detail", args=[opslag.institution.slug])

    for address in (opslag.get_absolute_url(), place):
        links = [a.get("href") for _, a in tags(client.get(address), "a")]
        assert "/fagomraader/unge/" in links


def test_the_sitemap_has_the_fagomraader_and_places_that_seek_someone(client, unge):
    opslag = OpslagFactory(aktiv=True, institution__fagomraade=unge)
    OpslagFactory(institution=InstitutionFactory(slug="uden-opslag"))

    xml = client.get("/sitemap.xml").text

    assert "/fagomraader/unge/</loc>" in xml
    assert f"/institutioner/{opslag.institution.slug}/</loc>" in xml
    assert "uden-opslag" not in xml
    assert xml.count("/fagomraader/") == 1
