import pytest
from django.urls import reverse

from tests.factories import OpslagFactory

pytestmark = pytest.mark.django_db


def test_opslag_list_shows_public_posts_only(client):
    OpslagFactory(aktiv=True, titel="Gå en tur")
    OpslagFactory(titel="Kladden")

    html = client.get(reverse("opgavebank:opslag_list")).text

    assert "Gå en tur" in html
    assert "Kladden" not in html
