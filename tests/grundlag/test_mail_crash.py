"""kill -9 at every point loses no mail, and doubles one only after the server's yes."""

import os
import signal
import subprocess
import sys
import threading

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.embedded.server import Cluster
from rudersdal_frivillig.grundlag import mail
from rudersdal_frivillig.grundlag.models import Brev
from tests.grundlag.committed import commits, database_url, wait_until

WORKER = ["manage.py", "worker", "--name", "test-worker"]
WRITE_MAILS = """
import sys, time
import django
django.setup()
from django.db import DatabaseError, InterfaceError, connection
from rudersdal_frivillig.grundlag import mail
while True:
    try:
        brev = mail.write_text(to="nogen@example.org", subject="Hej", text="Hej.")
    except (DatabaseError, InterfaceError):
        connection.close()
    else:
        print(brev.besked_id, flush=True)
    time.sleep(0.1)
"""


@pytest.fixture
def start(mail_server):
    """Start a Python of the portal's that mails through the test's server."""
    started = []

    def start(*arguments, **environment):
        started.append(
            subprocess.Popen(
                [sys.executable, *map(str, arguments)],
                cwd=settings.BASE_DIR,
                env=os.environ | {"SMTP_PORT": str(mail_server.port)} | environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def start_worker(start, transactional_db):
    """Start the worker as in production, on the test's database."""
    return lambda: start(*WORKER, DATABASE_URL=database_url())


@pytest.fixture
def keep_running(start):
    """Start a program again whenever it ends, as the supervisor does."""
    stop, threads, processes = threading.Event(), [], []

    def run(*arguments, **environment):
        while not stop.is_set():
            processes.append(start(*arguments, **environment))
            processes[-1].wait()

    def keep_running(*arguments, **environment):
        threads.append(threading.Thread(target=run, args=arguments, kwargs=environment))
        threads[-1].start()

    yield keep_running
    stop.set()
    while any(thread.is_alive() for thread in threads):
        for process in processes:
            process.kill()
        threads[-1].join(0.1)


def write():
    return mail.write_text(to="nogen@example.org", subject="Hej", text="Hej.")


def kill(worker):
    worker.kill()
    worker.wait()


def recover(start_worker, brev):
    """A worker of the same name starts, and finishes what the dead one left."""
    start_worker()
    wait_until(DBTaskResult.objects.successful().exists)
    brev.refresh_from_db()
    assert brev.sendt_den is not None


@commits
@pytest.mark.parametrize("step", ["greeting", "recipient", "yes"])
def test_a_worker_killed_before_the_servers_yes_sends_once(
    start_worker, mail_server, step
):
    mail_server.pause_at = step
    brev = write()
    worker = start_worker()
    assert mail_server.paused.wait(30)

    kill(worker)
    mail_server.release()
    recover(start_worker, brev)

    assert mail_server.accepted == [brev.besked_id]


@commits
def test_a_worker_killed_after_the_servers_yes_repeats_the_same_message_id(
    start_worker, mail_server
):
    mail_server.pause_at = "yes"
    brev = write()
    worker = start_worker()
    assert mail_server.paused.wait(30)

    # Stopped, the worker does not read the yes, so it cannot make our mark.
    worker.send_signal(signal.SIGSTOP)
    mail_server.release()
    wait_until(lambda: mail_server.accepted)
    kill(worker)
    recover(start_worker, brev)

    assert mail_server.accepted == [brev.besked_id] * 2


@commits
def test_a_worker_killed_with_a_task_just_taken_sends_once(start_worker, mail_server):
    brev = write()
    with transaction.atomic():
        Brev.objects.select_for_update().get()
        worker = start_worker()
        # The worker is held at the row of the mail, before it has connected.
        wait_until(lambda: DBTaskResult.objects.running().exists())
        kill(worker)

    recover(start_worker, brev)

    assert mail_server.accepted == [brev.besked_id]


@commits
def test_a_worker_killed_after_its_mark_sends_once(start_worker, mail_server):
    mail_server.pause_at = "yes"
    brev = write()
    worker = start_worker()
    assert mail_server.paused.wait(30)
    with transaction.atomic():
        # The worker is held where it would mark the task as done.
        DBTaskResult.objects.select_for_update().get()
        mail_server.release()
        wait_until(Brev.objects.exclude(sendt_den=None).exists)
        kill(worker)

    recover(start_worker, brev)

    assert mail_server.accepted == [brev.besked_id]


@pytest.fixture
def cluster(tmp_path):
    """A PostgreSQL that syncs to disk, as in production, to be killed."""
    cluster = Cluster(tmp_path / "cluster")
    yield cluster
    cluster.stop()


def hurry(cluster):
    """What failed as the database went away is tried now, not in a minute."""
    where = cluster.connection_params() | {"dbname": "rudersdal_frivillig"}
    table = DBTaskResult._meta.db_table
    with psycopg.connect(**where) as connection:
        connection.execute(f"UPDATE {table} SET run_after = now()")


def test_a_killed_database_loses_no_mail_whose_transaction_was_acknowledged(
    cluster, start, keep_running, mail_server
):
    mail_server.seconds_to_think = 0.02
    portal = {
        "CLUSTER": str(cluster.home),
        "CLUSTER_FOR_TESTS": "0",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "rudersdal_frivillig.settings",
    }
    assert start("manage.py", "migrate", **portal).wait(60) == 0
    keep_running(*WORKER, **portal)
    writer = start("-c", WRITE_MAILS, **portal)

    for number in (10, 25):
        wait_until(lambda number=number: len(mail_server.accepted) >= number)
        os.kill(cluster.pid(), signal.SIGKILL)

    wait_until(lambda: len(mail_server.accepted) >= 40)
    writer.terminate()
    acknowledged = set(writer.communicate(timeout=10)[0].split())
    assert len(acknowledged) > 25
    hurry(cluster)
    wait_until(lambda: acknowledged <= {*mail_server.accepted})
