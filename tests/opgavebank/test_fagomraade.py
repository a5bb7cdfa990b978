import pytest
from django.urls import reverse

from opgavebank.choices import OpslagStatus
from rudersdal_frivillig.grundlag.models import Fagomraade
from tests.factories import OpslagFactory

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
