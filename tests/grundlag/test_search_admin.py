import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from rudersdal_frivillig.grundlag import roles
from rudersdal_frivillig.grundlag.models import ForgaevesSoegning, Logpost, Synonym
from tests.factories import BrugerFactory
from tests.pages import submit

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


def test_an_edit_is_logged_with_what_it_was_before(client, koordinator):
    synonym = Synonym.objects.create(ord="ukulele", udtryk=["guitar"])
    page = reverse("admin:grundlag_synonym_change", args=[synonym.pk])

    submit(client, client.get(page), udtryk="guitar, banjo", _save="Gem")

    [post] = Logpost.objects.about(synonym)
    [vaerdi] = post.vaerdier.all()
    assert (post.handling, post.hvem, vaerdi.felt) == (
        "rettede",
        koordinator,
        "udtryk",
    )
    assert "banjo" in vaerdi.efter
    assert "banjo" not in vaerdi.foer


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"ord": "gå tur", "udtryk": "gåtur"}, "Skriv ét ord"),
        ({"ord": "gå-tur", "udtryk": "gåtur"}, "Skriv ét ord"),
        ({"ord": "ukulele", "udtryk": ""}, "Dette felt er påkrævet"),
        ({"ord": "AELDRE", "udtryk": "senior"}, "Ordet har allerede et synonym"),
    ],
)
def test_a_synonym_that_would_not_work_is_refused(client, koordinator, data, message):
    response = client.post(ADD, data)

    assert response.status_code == 200
    assert message in response.text


def test_no_one_edits_what_was_sought_in_vain(client, koordinator):
    row = ForgaevesSoegning.objects.create(ord="ukulele", antal=9)
    name = "admin:grundlag_forgaevessoegning"

    answers = {
        client.post(
            reverse(f"{name}_{verb}", args=[row.pk]), {"post": "yes"}
        ).status_code
        for verb in ("change", "delete")
    }

    assert answers == {403}
    assert ForgaevesSoegning.objects.filter(ord="ukulele", antal=9).exists()
