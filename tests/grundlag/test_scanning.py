"""Documents are looked through by a clamd, if there is one."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.grundlag import documents, scanning
from rudersdal_frivillig.grundlag.models import Fil, Logpost, Scanning
from tests import documents as made
from tests.grundlag.clamd import Clamd, ClamdOnSocket

pytestmark = pytest.mark.django_db

EICAR = made.pdf(extra=b"%EICAR-STANDARD-ANTIVIRUS-TEST-FILE\n")


@pytest.fixture
def served():
    """Call it with a server to have it answer until the test is over."""
    servers = []

    def serve(server):
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=[0.05]).start()
        return server

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def clamd(served, settings):
    server = served(Clamd())
    settings.CLAMD = server.address
    return server


def store(data=None):
    upload = SimpleUploadedFile("bilag.pdf", data or made.pdf())
    return documents.store_document(upload, by=None)


def state(fil):
    return Fil.objects.get(pk=fil.pk).scanning


def test_a_clean_document_is_marked_clean(clamd, work):
    data = made.large_pdf(300_000)
    fil = store(data)
    assert state(fil) == Scanning.IKKE_SCANNET

    work()

    assert state(fil) == Scanning.REN
    assert clamd.seen == [data]


def test_an_infected_document_is_marked_and_logged(clamd, work, caplog):
    fil = store(EICAR)

    work()

    assert state(fil) == Scanning.SMITTET
    (post,) = Logpost.objects.filter(objekt_type="grundlag.fil")
    assert (post.handling, post.objekt_id) == ("fandt virus", str(fil.pk))
    assert "Eicar-Signature" in caplog.text
    assert "bilag" not in caplog.text


def test_a_clamd_on_a_socket_of_the_machine_is_asked(served, settings, tmp_path, work):
    settings.CLAMD = served(ClamdOnSocket(tmp_path / "clamd.ctl")).address
    fil = store(EICAR)

    work()

    assert state(fil) == Scanning.SMITTET


def test_an_answer_may_come_in_pieces(clamd, work):
    clamd.says = [b"stream: Eicar", b"-Signature FO", b"UND\0"]
    fil = store()

    work()

    assert state(fil) == Scanning.SMITTET


@pytest.mark.parametrize(
    "says",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Access denied. ERROR\0",
        b"stream: OK FOUND it\0",
        b"UNKNOWN COMMAND\0",
        b"\xff\xfe\x00",
        b"x" * 10_000,
        b"OK\0",
        b"\0",
    ],
)
def test_what_is_no_answer_marks_nothing_and_is_asked_again(
    clamd, work, time_machine, says
):
    clamd.says = [says]
    fil = store()
    work()
    assert state(fil) == Scanning.IKKE_SCANNET
    task = DBTaskResult.objects.get()
    assert task.status == TaskResultStatus.READY

    clamd.says = []
    time_machine.move_to(task.run_after + timedelta(seconds=1))
    work()

    assert state(fil) == Scanning.REN


def test_a_clamd_that_is_away_is_asked_again_when_it_is_back(
    served, settings, work, time_machine
):
    server = served(Clamd())
    settings.CLAMD = "127.0.0.1:1"
    fil = store()
    work()
    assert state(fil) == Scanning.IKKE_SCANNET

    settings.CLAMD = server.address
    time_machine.move_to(DBTaskResult.objects.get().run_after + timedelta(seconds=1))
    work()

    assert state(fil) == Scanning.REN


def test_a_document_that_was_not_stored_is_not_scanned(clamd, work):
    with transaction.atomic():
        store()
        transaction.set_rollback(True)

    work()

    assert not DBTaskResult.objects.exists()
    assert clamd.asked == 0


def test_a_document_that_is_deleted_before_its_turn_is_left(clamd, work):
    store().delete()

    work()

    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert clamd.asked == 0


def test_a_scan_that_runs_twice_finds_one_virus(clamd, work):
    fil = store(EICAR)
    scanning.queue(fil)

    work()

    assert Logpost.objects.filter(handling="fandt virus").count() == 1
    assert clamd.asked == 1


def test_a_picture_needs_no_scan(clamd, work):
    upload = SimpleUploadedFile("kvittering.jpg", made.picture())

    documents.store_document(upload, by=None)

    assert not DBTaskResult.objects.exists()


def test_without_a_clamd_nothing_is_queued(settings):
    settings.CLAMD = ""

    store()

    assert not DBTaskResult.objects.exists()
    call_command("hourly", verbosity=0)
    assert not DBTaskResult.objects.exists()


def test_hourly_has_scanned_what_came_before_there_was_a_clamd(settings, clamd, work):
    settings.CLAMD = ""
    early = store()
    settings.CLAMD = clamd.address
    waiting = store()

    call_command("hourly", verbosity=0)
    call_command("hourly", verbosity=0)

    assert DBTaskResult.objects.count() == 2
    work()
    assert {state(early), state(waiting)} == {Scanning.REN}
