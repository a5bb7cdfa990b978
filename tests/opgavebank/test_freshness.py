"""A search that was made before sees what has changed since, whoever changed it."""

import pytest
from django.urls import reverse

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Omraade, Synonym
from rudersdal_frivillig.grundlag.search import vocabulary
from tests.factories import OpslagFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


@pytest.fixture
def found(client):
    """The titles of what one finds, and how many the page says there are."""

    def find(**query):
        context = client.get(LIST, query).context
        titles = {opslag.titel for opslag in context["side"].page}
        assert context["resultat"].counts.total == len(titles)
        return titles

    return find


def publish(titel):
    opslag = OpslagFactory(titel=titel, resume="Det er hyggeligt.")
    actions.publish(opslag, by=None)
    return opslag


@pytest.mark.parametrize("orden", ["", "nyeste", "mangler"])
def test_a_post_is_found_once_published_as_it_reads_now_until_withdrawn(found, orden):
    publish("Gå en tur")
    assert found(q="tur", orden=orden) == {"Gå en tur"}

    opslag = publish("Cykeltur")
    assert found(q="tur", orden=orden) == {"Gå en tur", "Cykeltur"}

    opslag.titel = "Cykelløb"
    opslag.save()
    assert found(q="tur", orden=orden) == {"Gå en tur"}
    assert found(q="cykelløb", orden=orden) == {"Cykelløb"}

    actions.pause(opslag, by=None)
    assert found(q="cykelløb", orden=orden) == set()


def test_a_filter_of_a_search_sees_that_a_post_has_changed(found):
    opslag = publish("Gå en tur")
    Opslag.objects.update(erfaring_kraeves=True)
    assert found(q="tur", erfaring="ingen") == set()

    opslag.erfaring_kraeves = False
    opslag.save()
    assert found(q="tur", erfaring="ingen") == {"Gå en tur"}


@commits
def test_a_synonym_is_used_from_when_it_is_made_until_it_is_gone(found):
    publish("Hent en ketsjer")
    assert found(q="bordtennis") == set()

    synonym = Synonym.objects.create(ord="bordtennis", udtryk=["ketsjer"])
    assert found(q="bordtennis") == {"Hent en ketsjer"}

    synonym.udtryk = ["bat"]
    synonym.save()
    assert found(q="bordtennis") == set()

    synonym.udtryk = ["ketsjer"]
    synonym.save()
    assert found(q="bordtennis") == {"Hent en ketsjer"}

    synonym.delete()
    assert found(q="bordtennis") == set()


def test_words_that_are_learnt_at_night_are_known_in_the_morning(client):
    def corrections():
        resultat = client.get(LIST, {"q": "kolonihaav"}).context["resultat"]
        return [word for _, word, _ in resultat.corrections]

    assert corrections() == []

    vocabulary.rebuild(Opslag, ["En kolonihave"])
    assert corrections() == ["kolonihave"]


def test_an_omraade_is_called_what_staff_call_it_now(client):
    client.get(LIST)

    Omraade.objects.filter(slug="holte").update(navn="Gammel Holte")
    assert "Gammel Holte" in client.get(LIST).text


@commits
def test_what_others_publish_and_withdraw_is_seen_at_the_next_search(found):
    """Here the other is a connection of its own, which tells no one's memory."""
    first, second = publish("Gå en tur"), publish("Cykeltur")
    assert found(q="tur") == {"Gå en tur", "Cykeltur"}

    at_once(lambda: actions.pause(Opslag.objects.get(pk=second.pk), by=None))
    assert found(q="tur") == {"Gå en tur"}

    at_once(
        lambda: publish("Tur i skoven"),
        lambda: Opslag.objects.filter(pk=first.pk).update(status=OpslagStatus.PAUSE),
    )
    assert found(q="tur") == {"Tur i skoven"}
