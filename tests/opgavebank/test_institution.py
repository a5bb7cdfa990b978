import pytest
from django.urls import reverse

from rudersdal_frivillig.grundlag.models import Oplyst
from tests.factories import OpslagFactory

pytestmark = pytest.mark.django_db


def test_institution_detail_shows_its_own_public_posts(client, institution):
    OpslagFactory(aktiv=True, titel="Her", institution=institution)
    OpslagFactory(titel="Kladde", institution=institution)
    OpslagFactory(aktiv=True, titel="Et andet sted")

    html = client.get(
        reverse("opgavebank:institution_detail", args=[institution.slug])
    ).text

    assert "Her" in html
    assert "Kladde" not in html
    assert "Et andet sted" not in html


def test_institution_detail_says_once_that_access_is_not_known(client, institution):
    address = reverse("opgavebank:institution_detail", args=[institution.slug])

    before = client.get(address).text
    institution.elevator = Oplyst.JA
    institution.save()
    after = client.get(address).text

    assert "Det har stedet ikke oplyst endnu" in before
    assert "<dt>Elevator</dt><dd>Ja</dd>" in after
    assert "<dt>Teleslynge</dt><dd>Ikke oplyst</dd>" in after


def test_institution_detail_of_no_place_is_404(client, db):
    address = reverse("opgavebank:institution_detail", args=["ingen"])

    assert client.get(address).status_code == 404
