"""Many who send at the same moment, and what else happens in it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from puljer import actions
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning, Deltager, Loebenummer, Runde
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import BrugerFactory
from tests.grundlag.committed import at_once, commits, wait_until
from tests.pages import fields
from tests.puljer.indgang import come_in, page, press_send, send_page, yes
from tests.puljer.sager import fill_in, open_pulje, sent, start, udgift

pytestmark = commits


def receipts():
    return Brev.objects.filter(emne__startswith="Vi har modtaget").count()


def fresh(ansoegning):
    return Ansoegning.objects.get(pk=ansoegning.pk)


def test_twenty_at_once_are_one_version_one_number_and_one_set_of_receipts():
    ansoegning = fill_in(start(open_pulje()))
    clients = [come_in(ansoegning) for _ in range(20)]
    data = [
        fields(form) | yes(form)
        for form in [send_page(client, ansoegning) for client in clients]
    ]
    address = page("ansoegning_send", ansoegning)

    answers = at_once(
        *[
            lambda client=client, said=said: client.post(address, said)
            for client, said in zip(clients, data, strict=True)
        ]
    )

    assert {a.url for a in answers} == {page("ansoegning_receipt", ansoegning)}
    assert fresh(ansoegning).nummer.endswith("-0001")
    assert Loebenummer.objects.get().sidste == 1
    assert ansoegning.indsendte.count() == 1
    assert receipts() == 2


def test_twenty_posts_of_one_form_are_one_version_and_the_same_receipt():
    ansoegning = fill_in(start(open_pulje()))
    browser = come_in(ansoegning)
    form = send_page(browser, ansoegning)
    said, address = fields(form) | yes(form), page("ansoegning_send", ansoegning)

    def post():
        client = Client()
        client.cookies = browser.cookies
        return client.post(address, said)

    answers = at_once(*[post] * 20)

    assert {a.url for a in answers} == {page("ansoegning_receipt", ansoegning)}
    assert ansoegning.indsendte.count() == 1
    assert receipts() == 2


@pytest.mark.parametrize("round", range(5))
def test_sending_and_taking_back_at_once_leaves_it_taken_back(round):
    ansoegning = sent()
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)
    deltager = Deltager.objects.filter(ansoegning=ansoegning).first()

    def send():
        try:
            actions.submit(fresh(ansoegning), at=now)
        except actions.NotOpen:
            return "too late"
        return "sent"

    def take_back():
        actions.withdraw(fresh(ansoegning), deltager=deltager)

    said, _ = at_once(send, take_back)

    assert fresh(ansoegning).status == AnsoegningStatus.TRUKKET
    assert ansoegning.indsendte.count() == (2 if said == "sent" else 1)


def waiting():
    """How many connections wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_a_deadline_that_moves_while_one_waits_to_send_counts():
    runde = open_pulje()
    ansoegning = fill_in(start(runde))
    after_the_old = runde.frist + timedelta(minutes=5)

    def move():
        with transaction.atomic():
            later = runde.frist + timedelta(days=1)
            actions.extend(
                Runde.objects.get(pk=runde.pk), later, "Strømmen gik", by=who
            )
            wait_until(waiting)

    def send():
        wait_until(lambda: held(runde))
        actions.submit(fresh(ansoegning), at=after_the_old)

    who = BrugerFactory()
    at_once(move, send)

    assert fresh(ansoegning).rettidig


def held(runde):
    """Whether someone has locked the round to change it."""
    with transaction.atomic():
        rows = Runde.objects.select_for_update(skip_locked=True)
        return not rows.filter(pk=runde.pk).exists()


@pytest.mark.parametrize("round", range(3))
def test_numbers_have_no_holes_when_some_fail_after_they_took_one(round):
    runde = open_pulje()
    several = [fill_in(start(runde, email=f"a{n}@example.dk")).pk for n in range(12)]

    class Failed(Exception):
        pass

    def send(n, pk):
        try:
            with transaction.atomic():
                actions.submit(Ansoegning.objects.get(pk=pk), at=timezone.now())
                if n % 3 == 0:
                    raise Failed
        except Failed:
            pass

    at_once(*[lambda n=n, pk=pk: send(n, pk) for n, pk in enumerate(several)])

    taken = sorted(Ansoegning.objects.sent().values_list("nummer", flat=True))
    year = timezone.localdate().year
    assert taken == [f"RF-{year}-{n:04}" for n in range(1, 9)]


def test_numbers_begin_anew_at_new_year_to_the_second():
    zone = timezone.get_default_timezone()
    new_year = datetime(2027, 1, 1, tzinfo=zone)
    runde = open_pulje(frist=datetime(2027, 1, 15, 23, 59, tzinfo=zone))
    second = timedelta(milliseconds=1)
    moments = [new_year - second, new_year] * 5
    several = [fill_in(start(runde, email=f"a{n}@example.dk")).pk for n in range(10)]

    at_once(
        *[
            lambda pk=pk, at=at: actions.submit(Ansoegning.objects.get(pk=pk), at=at)
            for pk, at in zip(several, moments, strict=True)
        ]
    )

    taken = sorted(Ansoegning.objects.sent().values_list("nummer", flat=True))
    assert taken == [f"RF-{y}-{n:04}" for y in (2026, 2027) for n in range(1, 6)]


def test_one_who_deletes_while_another_sends_loses_nothing_that_was_sent():
    ansoegning = fill_in(start(open_pulje()))
    now = timezone.now()

    def attempt(action):
        def run():
            try:
                action()
            except (ValidationError, Ansoegning.DoesNotExist):
                return False
            return True

        return run

    is_sent, is_deleted = at_once(
        attempt(lambda: actions.submit(fresh(ansoegning), at=now)),
        attempt(lambda: actions.delete_draft(fresh(ansoegning))),
    )

    assert is_sent != is_deleted
    assert Ansoegning.objects.filter(pk=ansoegning.pk).exists() == is_sent


def test_two_who_press_one_after_another_both_see_the_receipt():
    ansoegning = fill_in(start(open_pulje()))
    first, second = come_in(ansoegning), come_in(ansoegning)
    form = send_page(second, ansoegning)
    press_send(first, ansoegning)

    late = second.post(page("ansoegning_send", ansoegning), fields(form) | yes(form))

    assert late.url == page("ansoegning_receipt", ansoegning)
    assert receipts() == 2
