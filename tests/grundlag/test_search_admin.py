import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from rudersdal_frivillig.grundlag import roles
from rudersdal_frivillig.grundlag.models import ForgaevesSoegning, Logpost, Synonym
from tests.factories import BrugerFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:grundlag_forgaevessoegning_changelist")
ADD = reverse("admin:grundlag_synonym_add")


@pytest.fixture
def koordinator(client):
    bruger = BrugerFactory()
    bruger.groups.add(Group.objects.get(name=roles.KOORDINATOR))
    client.force_login(bruger)
    return bruger


def test_a_word_sought_in_vain_becomes_a_synonym(client, koordinator):
    row = ForgaevesSoegning.objects.create(ord="ukulele", antal=2)

    response = client.post(
        LIST, {"action": "make_synonym", "_selected_action": [row.pk]}
    )
    form = client.get(response.url).context["adminform"].form
    client.post(ADD, {"ord": form.initial["ord"], "udtryk": "guitar", "aktiv": "on"})

    assert Synonym.objects.get(ord="ukulele").udtryk == ["guitar"]
    assert Logpost.objects.filter(hvem=koordinator, handling="oprettede").exists()


def test_one_word_at_a_time(client, koordinator):
    rows = [
        ForgaevesSoegning.objects.create(ord=ord, antal=2) for ord in ("obo", "banjo")
    ]

    response = client.post(
        LIST,
        {"action": "make_synonym", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )

    assert "Vælg ét ord ad gangen" in response.text


@pytest.mark.parametrize("address", [LIST, ADD])
def test_a_leader_sees_neither_synonyms_nor_searches(client, leder, address):
    client.force_login(leder)

    assert client.get(address).status_code == 403
