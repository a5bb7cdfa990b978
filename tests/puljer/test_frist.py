"""Sent in time, or not: by the clock at which the request arrived."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from puljer import actions
from puljer.choices import AnsoegningStatus
from tests.factories import BrugerFactory
from tests.pages import submit
from tests.puljer.indgang import come_in, press_send, send_page, yes
from tests.puljer.sager import fill_in, open_pulje, sent, start, udgift

pytestmark = pytest.mark.django_db

DANMARK = ZoneInfo("Europe/Copenhagen")
MOMENT = timedelta(milliseconds=1)


def closes(runde):
    """The first moment that is too late, in absolute time."""
    return runde.frist.astimezone(UTC) + timedelta(minutes=1)


@pytest.fixture
def open_until(time_machine):
    """A draft that is filled in, a day before the deadline."""

    def make(frist):
        time_machine.move_to(frist - timedelta(days=1), tick=False)
        runde = open_pulje(frist=frist)
        runde.refresh_from_db()
        return fill_in(start(runde)), runde

    return make


def test_all_of_the_minute_23_59_is_in_time(open_until, time_machine):
    ansoegning, runde = open_until(datetime(2027, 3, 1, 23, 59, tzinfo=DANMARK))
    assert "1. marts 2027 kl. 23.59" in runde.frist_text
    time_machine.move_to(datetime(2027, 3, 1, 23, 59, 59, 999000, tzinfo=DANMARK))

    press_send(come_in(ansoegning), ansoegning)

    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.MODTAGET
    assert ansoegning.rettidig


def test_midnight_is_late_and_one_is_told_before_one_sends(open_until, time_machine):
    ansoegning, _ = open_until(datetime(2027, 3, 1, 23, 59, tzinfo=DANMARK))
    time_machine.move_to(datetime(2027, 3, 2, tzinfo=DANMARK), tick=False)
    client = come_in(ansoegning)

    seen = send_page(client, ansoegning)
    receipt = client.get(submit(client, seen, **yes(seen)).url)

    assert "bliver mærket som kommet for sent" in seen.text
    assert "Send, selv om fristen er gået" in seen.text
    ansoegning.refresh_from_db()
    assert not ansoegning.rettidig
    assert "kom efter fristen" in receipt.text


def test_who_read_before_and_pressed_after_is_told_and_asked(open_until, time_machine):
    ansoegning, runde = open_until(datetime(2027, 3, 1, 23, 59, tzinfo=DANMARK))
    time_machine.move_to(closes(runde) - MOMENT, tick=False)
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    time_machine.move_to(closes(runde), tick=False)

    response = submit(client, form, **yes(form))

    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.KLADDE
    assert "Fristen gik, mens du læste" in response.text
    submit(client, response, **yes(response))
    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.MODTAGET
    assert not ansoegning.rettidig


# The day with the deadline, and the moment in UTC at which it is over.
NIGHTS = [
    ("2026-10-24", "2026-10-24T22:00"),
    ("2026-10-25", "2026-10-25T23:00"),
    ("2027-03-27", "2027-03-27T23:00"),
    ("2027-03-28", "2027-03-28T22:00"),
    ("2027-10-30", "2027-10-30T22:00"),
    ("2027-10-31", "2027-10-31T23:00"),
]


@pytest.mark.parametrize(("day", "over"), NIGHTS)
@pytest.mark.parametrize("is_late", [False, True])
def test_deadline_around_a_change_of_clocks(
    open_until, time_machine, day, over, is_late
):
    frist = datetime.fromisoformat(f"{day}T23:59").replace(tzinfo=DANMARK)
    ansoegning, runde = open_until(frist)
    over = datetime.fromisoformat(over).replace(tzinfo=UTC)
    assert "kl. 23.59" in runde.frist_text
    time_machine.move_to(over if is_late else over - MOMENT, tick=False)

    press_send(come_in(ansoegning), ansoegning)

    ansoegning.refresh_from_db()
    assert ansoegning.rettidig is not is_late


@pytest.mark.parametrize("day", [datetime(2026, 10, 25), datetime(2027, 10, 31)])
@pytest.mark.parametrize("fold", [0, 1])
def test_deadline_in_the_hour_that_comes_twice(open_until, time_machine, day, fold):
    frist = day.replace(hour=2, minute=30, tzinfo=DANMARK, fold=fold)
    ansoegning, runde = open_until(frist)
    over = datetime(day.year, 10, day.day, fold, 31, tzinfo=UTC)
    assert closes(runde) == over
    time_machine.move_to(over - MOMENT, tick=False)

    press_send(come_in(ansoegning), ansoegning)

    ansoegning.refresh_from_db()
    assert ansoegning.rettidig


def test_deadline_before_the_hour_that_is_skipped(open_until, time_machine):
    frist = datetime(2027, 3, 28, 1, 59, tzinfo=DANMARK)
    ansoegning, _ = open_until(frist)
    time_machine.move_to(datetime(2027, 3, 28, 3, 0, tzinfo=DANMARK), tick=False)

    press_send(come_in(ansoegning), ansoegning)

    ansoegning.refresh_from_db()
    assert not ansoegning.rettidig


def test_what_arrives_before_and_finishes_after_is_in_time(
    open_until, time_machine, settings
):
    """A proxy noted the arrival; the body and the queue took four minutes more."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ansoegning, runde = open_until(datetime(2027, 3, 1, 23, 59, tzinfo=DANMARK))
    time_machine.move_to(closes(runde) - timedelta(hours=1), tick=False)
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    arrived = (closes(runde) - MOMENT).timestamp()
    time_machine.move_to(closes(runde) + timedelta(minutes=4), tick=False)
    client.defaults["HTTP_X_REQUEST_START"] = f"t={arrived:.3f}"
    client.defaults["HTTP_X_FORWARDED_FOR"] = "127.0.0.1"

    response = submit(client, form, **yes(form))

    assert response.status_code == 302
    ansoegning.refresh_from_db()
    assert ansoegning.rettidig
    assert ansoegning.modtaget_den < closes(runde)


def test_when_even_late_ones_are_over_the_page_keeps_it_and_says_so(
    open_until, time_machine
):
    ansoegning, runde = open_until(datetime(2027, 3, 1, 23, 59, tzinfo=DANMARK))
    last = closes(runde) + timedelta(days=ansoegning.pulje.efter_frist_dage)
    time_machine.move_to(last - MOMENT, tick=False)
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    time_machine.move_to(last, tick=False)

    response = submit(client, form, **yes(form))

    assert response.status_code == 409
    assert "er ikke slettet" in response.text
    assert "46 11 00 00" in response.text
    ansoegning.refresh_from_db()
    assert ansoegning.titel == "Spil på tværs"


def test_round_closed_while_one_read_says_so_and_keeps_it():
    ansoegning = fill_in(start(open_pulje()))
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    actions.close_runde(ansoegning.runde, by=BrugerFactory())

    response = submit(client, form, **yes(form))

    assert response.status_code == 409
    assert "Runden er lukket" in response.text


def test_changes_after_the_deadline_leave_what_was_sent(open_until, time_machine):
    ansoegning, runde = open_until(datetime(2027, 3, 1, 23, 59, tzinfo=DANMARK))
    press_send(come_in(ansoegning), ansoegning)
    ansoegning.refresh_from_db()
    time_machine.move_to(closes(runde) - timedelta(hours=1), tick=False)
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    time_machine.move_to(closes(runde), tick=False)

    response = submit(client, form, **yes(form))

    assert response.status_code == 409
    assert "Den ansøgning, I har sendt, gælder" in response.text
    assert ansoegning.indsendte.count() == 1


def test_lobende_pool_is_sent_until_a_caseworker_takes_it():
    ansoegning = sent(open_pulje(frist=None))
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    actions.take(ansoegning, by=BrugerFactory())

    response = submit(client, form, **yes(form))

    assert response.status_code == 409
    assert "Vi er gået i gang" in response.text
