"""What was sought in vain is counted per day and word, and nothing else is."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag.models import ForgaevesSoegning
from rudersdal_frivillig.grundlag.search import vain
from tests.factories import OpslagFactory
from tests.grundlag.committed import at_once, commits

LIST = reverse("opgavebank:opslag_list")


def counted():
    return dict(ForgaevesSoegning.objects.values_list("ord", "antal"))


@pytest.mark.django_db
def test_a_word_that_no_post_has_is_counted_for_each_search(client):
    for q in ("ukulele", "Ukulele og banjo"):
        client.get(LIST, {"q": q})

    assert counted() == {"ukulele": 2, "banjo": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {"q": "ukulele", "side": "2"},
        {"q": "ukulele", "hvornaar": "aften"},
        {"q": "ukulele", "orden": "nyeste"},
        {"q": "12345678 010190-1234 b52"},
        {"q": "xy"},
        {"q": "ældre"},
    ],
)
def test_turning_the_page_numbers_and_what_synonyms_answer_are_not(client, query):
    client.get(LIST, query)

    assert counted() == {}


@pytest.mark.django_db
def test_asking_for_the_head_alone_counts_nothing(client):
    client.head(LIST, {"q": "ukulele"})

    assert counted() == {}


@pytest.mark.django_db
def test_a_flood_ends_but_known_words_are_still_counted(client, monkeypatch):
    monkeypatch.setattr(vain, "MOST_IN_A_DAY", 2)

    for q in ("ukulele", "banjo", "obo", "ukulele"):
        client.get(LIST, {"q": q})

    assert counted() == {"ukulele": 2, "banjo": 1}


@commits
def test_two_who_search_at_once_are_both_counted(client):
    def search():
        client.get(LIST, {"q": "ukulele"})

    at_once(search, search)

    assert counted() == {"ukulele": 2}


@pytest.mark.django_db
def test_rare_words_go_after_a_month_and_the_rest_after_a_year():
    today = timezone.localdate()
    for ord, days, antal in [
        ("sjælden", 31, 2),
        ("ny", 1, 1),
        ("kendt", 31, 3),
        ("gammel", 366, 9),
    ]:
        dato = today - timedelta(days=days)
        ForgaevesSoegning.objects.create(ord=ord, dato=dato, antal=antal)

    ForgaevesSoegning.objects.due_for_deletion().delete()

    assert set(counted()) == {"ny", "kendt"}


@pytest.mark.django_db
def test_a_word_that_a_post_has_is_not_counted(client):
    OpslagFactory(aktiv=True, titel="Spil ukulele")
    from opgavebank.actions import learn_words

    learn_words()

    client.get(LIST, {"q": "ukuleler"})

    assert counted() == {}


@commits
def test_words_sought_at_once_in_either_order_are_all_counted():
    def search(q):
        return lambda: Client().get(LIST, {"q": q}).status_code

    one_way, other_way = search("ukulele banjo"), search("banjo ukulele")

    answers = at_once(*[one_way, other_way] * 4)

    assert set(answers) == {200}
    assert counted() == {"ukulele": 8, "banjo": 8}


@pytest.mark.django_db
def test_a_new_day_begins_from_nothing(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    ForgaevesSoegning.objects.create(ord="ukulele", dato=yesterday, antal=7)

    client.get(LIST, {"q": "ukulele"})

    today = ForgaevesSoegning.objects.get(dato=timezone.localdate())
    assert (today.ord, today.antal) == ("ukulele", 1)


@pytest.mark.django_db
def test_nightly_deletes_what_is_due():
    today = timezone.localdate()
    for days in (365, 366):
        dato = today - timedelta(days=days)
        ForgaevesSoegning.objects.create(ord=f"dag{days}", dato=dato, antal=9)

    call_command("nightly")

    assert set(counted()) == {"dag365"}
