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


def test_institution_detail_has_pages_with_addresses_of_their_own(client, institution):
    OpslagFactory.create_batch(21, aktiv=True, institution=institution)
    address = reverse("opgavebank:institution_detail", args=[institution.slug])

    first, second = client.get(address), client.get(address, {"side": 2})

    assert [len(page.context["side"].page) for page in (first, second)] == [20, 1]
    assert f'href="{address}?side=2" rel="next"' in first.text
    assert f'href="{address}" rel="prev"' in second.text
    assert f'rel="canonical" href="http://testserver{address}?side=2"' in second.text


def test_institution_detail_without_posts_says_so(client, institution):
    address = reverse("opgavebank:institution_detail", args=[institution.slug])

    assert "Lige nu søger stedet ikke frivillige" in client.get(address).text
