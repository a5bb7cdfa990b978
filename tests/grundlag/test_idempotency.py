import threading
import time
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from rudersdal_frivillig.grundlag.idempotency import OnceForm, once
from rudersdal_frivillig.grundlag.models import Brev, Formularnoegle
from tests.factories import BrevFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db


class Broken(Exception):
    pass


def receipts():
    """A `perform` that gives a new address each time it is called."""
    numbers = count(1)
    return lambda: f"/kvittering/{next(numbers)}/"


@commits
def test_ten_at_once_with_one_key_perform_once_and_get_the_same_receipt():
    key = uuid4()

    def perform():
        brev = BrevFactory(emne=threading.current_thread().name)
        time.sleep(0.2)
        return f"/brev/{brev.pk}/"

    addresses = at_once(*[lambda: once(key, "/skriv/", perform)] * 10)

    brev = Brev.objects.get()
    assert addresses == [f"/brev/{brev.pk}/"] * 10


@commits
def test_when_the_first_of_two_fails_the_second_performs():
    key = uuid4()
    has_begun = threading.Event()

    def fail():
        has_begun.set()
        time.sleep(0.2)
        raise Broken

    def first():
        with pytest.raises(Broken):
            once(key, "/skriv/", fail)

    def second():
        assert has_begun.wait(5)
        return once(key, "/skriv/", lambda: "/kvittering/")

    assert at_once(first, second) == [None, "/kvittering/"]


def test_a_failed_perform_leaves_nothing_and_frees_the_key():
    key = uuid4()

    def fail():
        BrevFactory()
        raise Broken

    with pytest.raises(Broken):
        once(key, "/skriv/", fail)

    assert not Brev.objects.exists()
    assert once(key, "/skriv/", lambda: "/kvittering/") == "/kvittering/"


def test_other_keys_are_independent():
    perform = receipts()

    assert once(uuid4(), "/skriv/", perform) != once(uuid4(), "/skriv/", perform)


def test_the_same_key_on_another_form_is_independent():
    key, perform = uuid4(), receipts()

    assert once(key, "/skriv/", perform) != once(key, "/svar/", perform)


def test_each_form_that_is_shown_has_a_key_of_its_own():
    def key():
        return OnceForm()["noegle"].value()

    assert key() != key()


def test_hourly_forgets_keys_after_a_day():
    def key(hours):
        made = timezone.now() - timedelta(hours=hours)
        return Formularnoegle.objects.create(
            noegle=uuid4(), sti="/skriv/", oprettet_den=made
        )

    key(hours=25)
    young = key(hours=23)

    call_command("hourly")

    assert list(Formularnoegle.objects.all()) == [young]
