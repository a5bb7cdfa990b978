import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.grundlag import mail
from rudersdal_frivillig.grundlag.models import Koersel
from rudersdal_frivillig.grundlag.models.brev import MAX_FORSOEG
from tests.factories import BrevFactory, FilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def night():
    """Last night's work has been done."""
    call_command("nightly", verbosity=0)


def test_status_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/status/")

    assert response.text == "ok\n"
    assert "no-store" in response.headers["Cache-Control"]


def test_status_dyb_is_well_when_all_parts_are(client, night):
    response = client.get("/status/dyb/")

    parts = response.json()
    assert {name for name, part in parts.items() if not part["ok"]} <= {"disk"}
    assert (response.status_code == 200) == parts["disk"]["ok"]
    assert parts["database"]["detail"] == "answers"


@pytest.mark.parametrize("hours", [None, 31])
def test_status_dyb_tells_of_a_night_without_work(client, hours):
    if hours:
        started = timezone.now() - timedelta(hours=hours)
        Koersel.objects.create(navn=Koersel.Navn.HVER_NAT, startet_den=started)

    response = client.get("/status/dyb/")

    assert response.status_code == 503
    assert not response.json()["nightly"]["ok"]


def test_status_dyb_tells_of_a_night_that_failed(client):
    Koersel.objects.create(navn=Koersel.Navn.HVER_NAT, antal_fejl=1)

    assert not client.get("/status/dyb/").json()["nightly"]["ok"]


def test_status_dyb_tells_of_mail_that_was_given_up(client, night):
    BrevFactory(forsoeg=MAX_FORSOEG - 1)
    assert client.get("/status/dyb/").json()["mail"]["ok"]
    BrevFactory(forsoeg=MAX_FORSOEG)

    response = client.get("/status/dyb/")

    assert response.status_code == 503
    assert response.json()["mail"] == {"ok": False, "detail": "1 given up"}


@pytest.mark.parametrize(
    ("clamd", "hours", "ok"),
    [("127.0.0.1:1", 1, True), ("127.0.0.1:1", 3, False), ("", 3, True)],
)
def test_status_dyb_tells_of_documents_that_no_one_scans(
    client, night, settings, clamd, hours, ok
):
    settings.CLAMD = clamd
    FilFactory(oprettet_den=timezone.now() - timedelta(hours=hours))

    assert client.get("/status/dyb/").json()["scanning"]["ok"] == ok


@pytest.mark.parametrize(("minutes", "ok"), [(1, True), (30, False)])
def test_status_dyb_tells_of_tasks_that_no_one_takes(client, night, minutes, ok):
    mail.write_text(to="a@b.example", subject="Hej", text="Hej")
    queued = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.update(enqueued_at=queued)

    assert client.get("/status/dyb/").json()["queue"]["ok"] == ok


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_status_dyb_tells_of_a_storage_that_takes_nothing(
    client, night, settings, tmp_path
):
    tmp_path.chmod(0o500)
    settings.FILES_ROOT = tmp_path / "files"

    response = client.get("/status/dyb/")

    assert response.status_code == 503
    assert not response.json()["storage"]["ok"]
