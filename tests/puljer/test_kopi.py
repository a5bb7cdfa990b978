"""Applying again with a copy of what one wrote before."""

import pytest
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.models import Ansoegning
from tests.factories import BrugerFactory
from tests.pages import fields, submit
from tests.puljer.indgang import come_in, page
from tests.puljer.sager import make_runde, open_pulje, sent

pytestmark = pytest.mark.django_db


def approved_runde(pulje, **facts):
    runde = make_runde(pulje, **facts)
    now = timezone.now()
    runde.foreslaaet_den = runde.godkendt_den = now
    runde.foreslaaet_af, runde.godkendt_af = BrugerFactory(), BrugerFactory()
    runde.save()
    return runde


def test_copy_begins_a_draft_that_one_is_in_at_once():
    source = sent()
    client = come_in(source)

    response = submit(client, client.get(page("ansoegning_copy", source)))

    made = Ansoegning.objects.drafts().get()
    assert response.url == made.get_absolute_url()
    assert made.titel == source.titel
    assert made.kopieret_fra == source
    assert client.get(page("ansoegning_print", made)).status_code == 200


def test_copy_twice_is_one_draft():
    source = sent()
    client = come_in(source)
    form = client.get(page("ansoegning_copy", source))

    first, second = (submit(client, form) for _ in range(2))

    assert first.url == second.url
    assert Ansoegning.objects.drafts().count() == 1


def test_copy_asks_which_round_where_several_are_open():
    source = sent()
    other = approved_runde(source.pulje, navn="Efterår")
    client = come_in(source)
    form = client.get(page("ansoegning_copy", source))

    refused = submit(client, form)
    submit(client, form, runde=other.pk)

    assert "Vælg en runde." in refused.text
    assert Ansoegning.objects.drafts().get().runde == other


def test_copy_into_a_round_of_another_pool_is_refused():
    source, elsewhere = sent(), open_pulje()
    client = come_in(source)
    form = client.get(page("ansoegning_copy", source))

    response = client.post(
        page("ansoegning_copy", source), fields(form) | {"runde": elsewhere.pk}
    )

    assert response.status_code == 200
    assert not Ansoegning.objects.drafts().exists()


def test_copy_says_when_nothing_is_open():
    source = sent()
    client = come_in(source)
    actions.close_runde(source.runde, by=BrugerFactory())

    response = client.get(page("ansoegning_copy", source))

    assert "Puljen er ikke åben lige nu" in response.text


def test_who_begins_is_offered_what_they_wrote_before(client):
    source = sent()
    begin = reverse("puljer:ansoegning_create", args=[source.pulje.slug])

    known, unknown = come_in(source).get(begin), client.get(begin)

    assert page("ansoegning_copy", source) in known.text
    assert "/kopi/" not in unknown.text
