"""What a place is told that has not answered, by its own working days."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from opgavebank import actions, rykkere
from opgavebank.choices import OpslagStatus, Svarvej
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag.models import Brev, Koersel
from tests.factories import HenvendelseFactory, OpslagFactory
from tests.page_text import page_text

pytestmark = pytest.mark.django_db

KONTAKT, DEPUTY = "kontakt@kommune.example", "deputy@kommune.example"
# A Monday without holidays near; ASKED + n weekdays is working day n.
ASKED = date(2027, 1, 11)


@pytest.fixture
def opslag(institution, koordinator):
    with time_machine.travel(ASKED):
        return OpslagFactory(
            aktiv=True,
            institution=institution,
            kontakt_email=KONTAKT,
            stedfortraeder_email=DEPUTY,
            vises_fra=ASKED,
            vises_til=ASKED + timedelta(days=160),
        )


@pytest.fixture
def henvendelse(opslag):
    with time_machine.travel(ASKED):
        return HenvendelseFactory(opslag=opslag, navn="Karen fra Holte")


def night(on):
    """Whom the night of this day writes to."""
    before = set(Brev.objects.values_list("pk", flat=True))
    with time_machine.travel(on):
        call_command("nightly", verbosity=0)
    return {brev.til: brev.tekst for brev in Brev.objects.exclude(pk__in=before)}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2027, 1, 13), []),
        (date(2027, 1, 14), [KONTAKT]),
        (date(2027, 1, 20), [DEPUTY, "koordinator"]),
        (date(2027, 2, 1), [KONTAKT, DEPUTY, "koordinator"]),
    ],
)
def test_who_hears_that_nobody_answered(henvendelse, koordinator, day, told):
    expected = {koordinator.email if who == "koordinator" else who for who in told}

    assert {*night(day)} == expected


def test_each_step_is_told_once_however_often_the_night_runs(henvendelse, koordinator):
    told = [night(ASKED + timedelta(days=n // 2)) for n in range(80)]

    assert [sorted(each) for each in told if each] == [
        [KONTAKT],
        sorted([DEPUTY, koordinator.email]),
        sorted([KONTAKT, DEPUTY, koordinator.email]),
    ]


def test_days_on_which_the_place_is_shut_do_not_count(opslag, henvendelse):
    opslag.institution.lukkedage.create(fra=date(2027, 1, 12), til=date(2027, 1, 15))

    assert night(date(2027, 1, 19)) == {}
    assert {*night(date(2027, 1, 20))} == {KONTAKT}


def test_who_waits_for_a_place_has_no_clock(opslag):
    HenvendelseFactory(
        opslag=opslag, paa_venteliste=True, oprettet_den="2027-01-11 12:00Z"
    )

    assert night(date(2027, 2, 1)) == {}


def test_several_of_one_post_are_told_of_in_one_mail_without_names(opslag, henvendelse):
    with time_machine.travel(ASKED):
        HenvendelseFactory(opslag=opslag)

    [text] = night(date(2027, 1, 14)).values()

    assert "2 borgere venter" in text
    assert len(re.findall(r"/knap/", text)) == 3
    assert "Karen" not in text


def test_the_button_in_a_reminder_stops_the_clock(client, henvendelse):
    text = night(date(2027, 1, 14))[KONTAKT]
    [address] = re.findall(r"\"Jeg har svaret\" her:\nhttp://[^/]+(/\S+)", text)

    with time_machine.travel(date(2027, 1, 15)):
        client.get(address)
        assert Henvendelse.objects.unanswered().exists()
        client.post(address)

    assert Henvendelse.objects.get().svarvej == Svarvej.KNAP
    assert night(date(2027, 2, 1)) == {}


def test_on_day_15_the_post_pauses_with_kind_words_and_is_shown_again_from_the_mail(
    client, opslag, henvendelse
):
    text = night(date(2027, 2, 1))[KONTAKT]
    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.PAUSE
    with time_machine.travel(date(2027, 2, 2)):
        page = page_text(client.get(opslag.get_absolute_url()))
        assert "din besked stadig" in page

        [address] = re.findall(r"vis opslaget igen her:\nhttp://[^/]+(/\S+)", text)
        client.post(address)

    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.AKTIV


def test_a_post_that_is_not_shown_is_not_paused(opslag, henvendelse, koordinator):
    with time_machine.travel(ASKED):
        actions.mark_besat(opslag, by=koordinator)

    text = night(date(2027, 2, 1))[KONTAKT]

    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.BESAT
    assert "på pause" not in text


def test_a_post_that_fails_does_not_stop_the_others(opslag, henvendelse):
    with time_machine.travel(ASKED):
        broken = HenvendelseFactory().opslag
    Opslag.objects.filter(pk=broken.pk).update(kontakt_email="ingen adresse")

    told = night(date(2027, 2, 1))

    assert KONTAKT in told
    assert (
        Koersel.objects.latest("pk")
        .rapport["Henvendelser uden svar"]
        .endswith("1 fejl")
    )


def test_the_coordinator_sees_the_places_that_are_silent(
    client, henvendelse, koordinator
):
    night(date(2027, 1, 20))

    client.force_login(koordinator)
    front = client.get(reverse("admin:index")).text

    assert "Steder, der ikke har svaret i 7 hverdage" in front
    assert "1 sted venter på dig" in front
    assert "siden 11. januar" in front
    oldest = reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])
    assert f'href="{oldest}"' in front


def test_a_leader_does_not_see_other_places_silence(client, henvendelse, leder):
    night(date(2027, 1, 20))

    client.force_login(leder)

    assert "ikke har svaret i" not in client.get(reverse("admin:index")).text


def test_the_night_looks_up_no_place_for_each_enquiry(
    opslag, django_assert_num_queries
):
    with time_machine.travel(ASKED):
        HenvendelseFactory.create_batch(12, opslag=opslag)

    with time_machine.travel(ASKED + timedelta(days=1)), django_assert_num_queries(2):
        rykkere.remind()
