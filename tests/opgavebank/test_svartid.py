"""How fast a place typically answers, and where citizens read it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from opgavebank import actions, svartid
from opgavebank.choices import Svarvej
from opgavebank.models import Henvendelse, Svartid
from tests.factories import HenvendelseFactory, OpslagFactory

pytestmark = pytest.mark.django_db

PROMISE = "varer typisk inden 2 hverdage"


@given(st.lists(st.none() | st.integers(0, 15), max_size=60))
def test_typical_is_the_fewest_days_in_which_four_of_five_were_answered(waits):
    def share_within(days):
        return sum(wait is not None and wait <= days for wait in waits) * 5

    is_known = sum(wait is not None for wait in waits) >= 5
    reaching = [days for days in range(11) if share_within(days) >= 4 * len(waits)]

    assert svartid.typical(waits) == (reaching[0] if is_known and reaching else None)


@pytest.fixture
def opslag(institution):
    return OpslagFactory(aktiv=True, institution=institution)


def answered(opslag, number, days=2, **fields):
    for each in HenvendelseFactory.create_batch(number, opslag=opslag, **fields):
        actions.mark_answered(each, Svarvej.KNAP, role="kontakten")
        Henvendelse.objects.filter(pk=each.pk).update(svar_hverdage=days)


def known(institution):
    actions.refresh_svartid(institution)
    return [row.hverdage for row in Svartid.objects.filter(institution=institution)]


@pytest.mark.parametrize(("number", "told"), [(4, []), (5, [2])])
def test_it_takes_five_answers_to_know(opslag, number, told):
    answered(opslag, number)

    assert known(opslag.institution) == told


def test_what_has_no_answer_counts_as_slower_than_any(opslag):
    answered(opslag, 8)
    HenvendelseFactory.create_batch(2, opslag=opslag)
    assert known(opslag.institution) == [2]

    HenvendelseFactory(opslag=opslag)

    assert known(opslag.institution) == []


def test_who_waits_for_a_place_and_what_is_a_year_old_do_not_count(opslag):
    answered(opslag, 5)
    HenvendelseFactory.create_batch(3, opslag=opslag, paa_venteliste=True)
    old = timezone.now() - timedelta(days=366)
    HenvendelseFactory.create_batch(3, opslag=opslag, oprettet_den=old)

    assert known(opslag.institution) == [2]


def test_only_the_newest_fifty_count(opslag):
    long_ago = timezone.now() - timedelta(days=100)
    HenvendelseFactory.create_batch(10, opslag=opslag, oprettet_den=long_ago)
    answered(opslag, 50, days=1)

    assert known(opslag.institution) == [1]


def test_a_mail_from_the_portal_itself_is_no_answer(opslag):
    for each in HenvendelseFactory.build_batch(5, opslag=None, institution=None):
        actions.receive(each, opslag)

    assert known(opslag.institution) == []


def test_the_fifth_answer_is_enough_at_once(opslag, koordinator):
    answered(opslag, 4)

    actions.note_call(HenvendelseFactory(opslag=opslag), by=koordinator)

    assert Svartid.objects.get().institution == opslag.institution


def test_the_night_forgets_what_is_over_a_year_old(opslag):
    answered(opslag, 5)
    assert known(opslag.institution)

    with time_machine.travel(timezone.now() + timedelta(days=366)):
        call_command("nightly", verbosity=0)

    assert not Svartid.objects.exists()


def pages(opslag):
    receipt = HenvendelseFactory(opslag=opslag).noegle
    place = opslag.institution.slug
    return [
        reverse("opgavebank:opslag_list"),
        opslag.get_absolute_url(),
        reverse("opgavebank:institution_detail", args=[place]),
        reverse("opgavebank:henvendelse_receipt", args=[receipt]),
    ]


@pytest.mark.parametrize("page", range(4))
def test_citizens_read_it_unless_the_municipality_says_no(
    client, opslag, settings, page
):
    Svartid.objects.create(institution=opslag.institution, hverdage=2, antal=5)
    url = pages(opslag)[page]

    assert PROMISE in client.get(url).text
    settings.ANSWER_PROMISE = False
    assert PROMISE not in client.get(url).text


@pytest.mark.parametrize(("days", "is_promised"), [(5, True), (6, False)])
def test_the_page_promises_no_more_than_the_place_keeps(
    client, opslag, days, is_promised
):
    Svartid.objects.create(institution=opslag.institution, hverdage=days, antal=5)

    text = client.get(opslag.get_absolute_url()).text

    assert ("Du får svar inden 5 hverdage" in text) == is_promised
