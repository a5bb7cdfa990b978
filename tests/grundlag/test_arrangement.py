"""What staff and the night do to an event, and its pages."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import actions, deletion
from rudersdal_frivillig.grundlag.models import (
    Arrangement,
    Brev,
    Logpost,
)
from tests.factories import ArrangementFactory
from tests.grundlag.tilmeldinger import (
    TILMELDT,
    VENTELISTE,
    counted,
    signed_up,
)
from tests.page_text import page_text

pytestmark = pytest.mark.django_db


def test_call_off_tells_all_and_takes_no_more(client, leder):
    arrangement = ArrangementFactory(pladser=1)
    first, second = signed_up(arrangement), signed_up(arrangement)
    by_phone = signed_up(arrangement, email="", telefon="46 11 00 00")

    actions.call_off(arrangement, by=leder)
    actions.call_off(arrangement, by=leder)

    told = Brev.objects.filter(emne__startswith="Aflyst")
    assert {brev.til for brev in told} == {first.email, second.email}
    by_phone.refresh_from_db()
    assert by_phone.skal_ringes_op
    assert arrangement.sekvens == 1
    page = client.get(arrangement.get_absolute_url())
    assert "Det er desværre aflyst" in page_text(page)
    assert "Tilmeld mig" not in page.text


def test_another_time_is_told_to_all_who_are_going():
    arrangement = ArrangementFactory()
    told, left = signed_up(arrangement), signed_up(arrangement)
    actions.cancel(left)

    arrangement.begynder += timedelta(days=1)
    arrangement.slutter += timedelta(days=1)
    actions.save_changes(arrangement)

    assert Arrangement.objects.get().sekvens == 1
    brev = Brev.objects.get(emne__startswith="Nyt tidspunkt")
    assert brev.til == told.email
    assert arrangement.when.capitalize() in brev.tekst


def test_another_text_is_told_to_no_one():
    arrangement = ArrangementFactory()
    signed_up(arrangement)

    arrangement.beskrivelse = "Tag en bog med."
    actions.save_changes(arrangement)

    assert Arrangement.objects.get().sekvens == 0
    assert Brev.objects.count() == 1


def test_more_places_go_to_those_who_wait_in_order():
    arrangement = ArrangementFactory(pladser=1)
    for _ in range(4):
        signed_up(arrangement)

    arrangement.pladser = 3
    actions.save_changes(arrangement)

    assert counted(arrangement) == (3, [TILMELDT] * 3 + [VENTELISTE])
    assert Brev.objects.filter(emne__startswith="Du har fået en plads").count() == 2


def test_no_fewer_places_than_are_taken():
    arrangement = ArrangementFactory(pladser=2)
    for _ in range(2):
        signed_up(arrangement)

    arrangement.pladser = 1
    with pytest.raises(ValidationError, match="Sæt flere pladser"):
        actions.save_changes(arrangement)


def test_an_old_form_does_not_undo_a_sign_up():
    arrangement = ArrangementFactory(pladser=3)
    seen = Arrangement.objects.get()
    signed_up(arrangement)

    seen.beskrivelse = "Tag en bog med."
    actions.save_changes(seen)

    assert counted(arrangement) == (1, [TILMELDT])


def test_nothing_is_moved_into_the_past():
    arrangement = ArrangementFactory()

    arrangement.begynder = timezone.now() - timedelta(days=1)
    with pytest.raises(ValidationError, match="ikke er gået"):
        actions.save_changes(arrangement)


def test_the_list_has_what_is_to_come_the_next_first(client):
    later = ArrangementFactory(begynder=timezone.now() + timedelta(days=9))
    sooner = ArrangementFactory(begynder=timezone.now() + timedelta(days=2))
    over = ArrangementFactory(begynder=timezone.now() - timedelta(days=2))

    text = page_text(client.get(reverse("grundlag:arrangement_list")))

    assert text.index(sooner.titel) < text.index(later.titel)
    assert over.titel not in text


def test_the_list_says_so_when_there_is_nothing(client):
    page = client.get(reverse("grundlag:arrangement_list"))

    assert "ingen arrangementer lige nu" in page_text(page)


def test_the_list_asks_the_database_once_however_long(
    client, django_assert_max_num_queries
):
    ArrangementFactory.create_batch(5)

    with django_assert_max_num_queries(3):
        client.get(reverse("grundlag:arrangement_list"))


def test_reading_the_pages_leaves_no_cookie(client):
    arrangement = ArrangementFactory()

    client.get(reverse("grundlag:arrangement_list"))
    client.get(arrangement.get_absolute_url())

    assert not client.cookies


def test_sign_ups_are_deleted_thirty_days_after_and_the_number_stays():
    arrangement = ArrangementFactory()
    signed_up(arrangement)

    with time_machine.travel(arrangement.slutter + timedelta(days=29)):
        assert deletion.delete_tilmeldinger() == "0 slettet"
    with time_machine.travel(arrangement.slutter + timedelta(days=31)):
        assert deletion.delete_tilmeldinger() == "1 slettet"

    assert counted(arrangement) == (1, [])


def test_the_log_names_no_one():
    arrangement = ArrangementFactory()
    actions.cancel(signed_up(arrangement, navn="Karen"), role="borger")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM grundlag_logvaerdi")
        assert cursor.fetchone() == (0,)
    assert [post.rolle for post in Logpost.objects.all()] == ["borger", "borger"]
