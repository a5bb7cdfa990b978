"""Signing up for an event and cancelling, through the pages and the mails."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import actions, limits
from rudersdal_frivillig.grundlag.models import (
    Arrangement,
    Brev,
    Tilmelding,
)
from rudersdal_frivillig.grundlag.views import arrangement as views
from tests.factories import ArrangementFactory
from tests.grundlag.tilmeldinger import (
    AFMELDT,
    TILMELDT,
    VENTELISTE,
    counted,
    form_page,
    link_in,
    open_link,
    sign_up,
    signed_up,
)
from tests.page_text import page_text
from tests.pages import submit, tags

pytestmark = pytest.mark.django_db


def test_sign_up_gives_a_place_a_receipt_and_a_mail(client):
    arrangement = ArrangementFactory(pladser=7)
    call_command("retstekster", verbosity=0)

    page = sign_up(client, arrangement)

    assert "Du har en plads" in page_text(page)
    assert "Karen" not in page.text
    assert counted(arrangement) == (1, [TILMELDT])
    assert arrangement.tilmeldinger.get().oplysning.noegle == "oplysning-tilmelding"
    brev = Brev.objects.get(til="karen@example.org")
    assert brev.emne == f"Du har en plads: {arrangement.titel}"
    assert reverse("grundlag:arrangement_calendar", args=[arrangement.pk]) in brev.tekst


def test_sign_up_waits_where_every_place_is_taken(client):
    arrangement = ArrangementFactory(pladser=1)
    signed_up(arrangement)

    assert "Skriv mig på venteliste" in form_page(client, arrangement).text
    sign_up(client, arrangement)

    assert counted(arrangement) == (1, [TILMELDT, VENTELISTE])
    brev = Brev.objects.get(til="karen@example.org")
    assert brev.emne.startswith("Du står på venteliste")


def test_sign_up_without_e_mail_is_told_on_the_page(client):
    arrangement = ArrangementFactory(pladser=1)
    first = sign_up(client, arrangement, email="", telefon="46 11 00 00")
    second = sign_up(client, arrangement, email="", telefon="46 11 00 01")

    assert "Du har en plads" in page_text(first)
    assert "Du står på venteliste" in page_text(second)
    assert not Brev.objects.exists()


def test_sign_up_needs_a_way_to_reach_one(client):
    arrangement = ArrangementFactory()

    page = sign_up(client, arrangement, email="")

    assert "Skriv din e-mail eller dit telefonnummer." in page_text(page)
    assert "Karen fra Holte" in page.text
    assert not Tilmelding.objects.exists()


def test_two_clicks_give_one_place_and_the_same_receipt(client):
    arrangement = ArrangementFactory()
    page = form_page(client, arrangement)
    who = {"navn": "Karen", "telefon": "46 11 00 00"}

    addresses = {submit(client, page, **who).url for _ in range(2)}

    assert len(addresses) == 1
    assert counted(arrangement) == (1, [TILMELDT])


def test_the_same_e_mail_again_gets_the_same_receipt_and_no_second_place(client):
    arrangement = ArrangementFactory()

    first = sign_up(client, arrangement)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        again = sign_up(client, arrangement, email="KAREN@example.org", navn="Andre")

    assert page_text(again) == page_text(first)
    assert counted(arrangement) == (1, [TILMELDT])
    assert arrangement.tilmeldinger.get().navn == "Karen fra Holte"
    assert Brev.objects.filter(til="karen@example.org").count() == 2


def test_a_full_event_does_not_tell_a_stranger_who_has_a_place(client):
    arrangement = ArrangementFactory(pladser=1)
    signed_up(arrangement, email="karen@example.org")

    of_one_who_has = sign_up(client, arrangement, email="karen@example.org")
    of_one_who_is_new = sign_up(client, arrangement, email="ny@example.org")

    assert page_text(of_one_who_has) == page_text(of_one_who_is_new)


def test_one_who_cancelled_may_sign_up_again(client):
    arrangement = ArrangementFactory()
    actions.cancel(signed_up(arrangement, email="karen@example.org"))

    sign_up(client, arrangement)

    assert counted(arrangement) == (1, [AFMELDT, TILMELDT])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"aflyst_den": timezone.now()}, "Det er desværre aflyst."),
        ({"begynder": timezone.now()}, "Det er for sent at tilmelde sig."),
    ],
)
def test_what_closed_while_the_form_was_open_keeps_the_text(client, fields, told):
    arrangement = ArrangementFactory()
    page = form_page(client, arrangement)
    Arrangement.objects.update(**fields)

    answer = submit(client, page, navn="Karen fra Holte", email="karen@example.org")

    assert told in page_text(answer)
    assert 'value="Karen fra Holte"' in answer.text
    assert not Tilmelding.objects.exists()
    assert form_page(client, arrangement).url == arrangement.get_absolute_url()


def test_a_machine_that_fills_every_field_signs_no_one_up(client):
    arrangement = ArrangementFactory()

    sign_up(client, arrangement, hjemmeside="https://spam.example")

    assert not Tilmelding.objects.exists()


def test_the_field_for_machines_is_hidden_from_all_people(client):
    page = form_page(client, ArrangementFactory())

    [trap] = [a for _, a in tags(page, "div") if a.get("id") == "div_id_hjemmeside"]

    assert "hidden" in trap


def test_one_address_leaves_room_for_a_whole_care_home(client, monkeypatch):
    arrangement = ArrangementFactory(pladser=0)
    monkeypatch.setattr(views, "MOST_FROM_ONE_PLACE", 2)

    pages = [sign_up(client, arrangement, email=f"b{n}@example.org") for n in range(3)]

    assert counted(arrangement)[0] == 2
    assert "Vent en time" in page_text(pages[-1])


def test_the_limit_of_a_place_is_not_reached_by_sixty(client):
    arrangement = ArrangementFactory(pladser=0)

    for n in range(views.MOST_FROM_ONE_PLACE):
        limits.is_over("tilmelding", "127.0.0.1", most=n, seconds=3600)
    page = sign_up(client, arrangement)

    assert "Vent en time" in page_text(page)


def test_the_link_in_the_mail_cancels_after_two_buttons(client):
    arrangement = ArrangementFactory()
    sign_up(client, arrangement)
    brev = Brev.objects.get()

    page = open_link(client, brev)
    page = client.get(submit(client, page).url)

    assert "Du er meldt fra" in page_text(page)
    assert counted(arrangement) == (0, [AFMELDT])
    assert Brev.objects.filter(emne__startswith="Du er meldt fra").count() == 1


def test_a_scanner_that_opens_the_link_cancels_nothing(client):
    arrangement = ArrangementFactory()
    signed_up(arrangement)

    page = client.get(link_in(Brev.objects.get()))

    assert page.status_code == 200
    assert counted(arrangement) == (1, [TILMELDT])


def test_the_page_to_cancel_is_shut_to_who_only_knows_its_address(client):
    arrangement = ArrangementFactory()
    signed_up(arrangement)
    there = client.post(link_in(Brev.objects.get())).url

    stranger = Client()

    assert stranger.get(there).status_code == 404
    assert stranger.post(there).status_code == 404
    assert counted(arrangement) == (1, [TILMELDT])


def test_a_link_used_again_says_that_one_has_cancelled(client):
    arrangement = ArrangementFactory()
    sign_up(client, arrangement)
    brev = Brev.objects.get()
    submit(client, open_link(client, brev))

    page = open_link(Client(), brev)

    assert "Du er meldt fra" in page_text(page)
    assert counted(arrangement) == (0, [AFMELDT])


def test_a_link_of_what_is_over_is_closed(client):
    arrangement = ArrangementFactory()
    signed_up(arrangement)

    with time_machine.travel(arrangement.slutter + timedelta(minutes=1)):
        page = client.post(link_in(Brev.objects.get()))

    assert page.status_code == 410


def test_cancel_gives_the_place_to_the_first_who_waits(client):
    arrangement = ArrangementFactory(pladser=1)
    first, second, _ = (signed_up(arrangement) for _ in range(3))

    actions.cancel(first)

    assert counted(arrangement) == (1, [AFMELDT, TILMELDT, VENTELISTE])
    brev = Brev.objects.get(emne__startswith="Du har fået en plads")
    assert brev.til == second.email
    assert "Du har en plads" in page_text(open_link(client, brev))


def test_one_who_waits_frees_no_place():
    arrangement = ArrangementFactory(pladser=1)
    _, second, _ = (signed_up(arrangement) for _ in range(3))

    actions.cancel(second)

    assert counted(arrangement) == (1, [TILMELDT, AFMELDT, VENTELISTE])


def test_who_moves_up_without_e_mail_is_to_be_called():
    arrangement = ArrangementFactory(pladser=1)
    first = signed_up(arrangement)
    second = signed_up(arrangement, email="", telefon="46 11 00 00")

    actions.cancel(first)

    second.refresh_from_db()
    assert (second.status, second.skal_ringes_op) == (TILMELDT, True)


def test_no_one_moves_up_once_it_has_begun():
    arrangement = ArrangementFactory(pladser=1)
    first, _ = signed_up(arrangement), signed_up(arrangement)

    with (
        time_machine.travel(arrangement.begynder),
        pytest.raises(ValidationError, match="begyndt"),
    ):
        actions.cancel(first)

    assert counted(arrangement) == (1, [TILMELDT, VENTELISTE])
