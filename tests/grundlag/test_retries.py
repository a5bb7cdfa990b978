from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.grundlag import retries

pytestmark = pytest.mark.django_db


@task
def fail():
    raise ValueError


@task
def succeed():
    pass


def running(*worker_ids, since=timedelta(0)):
    """A task that the last of the workers is at."""
    row = succeed.enqueue().db_result
    row.worker_ids = list(worker_ids[:-1])
    row.claim(worker_ids[-1])
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - since)
    return row


def status(row):
    return DBTaskResult.objects.get(pk=row.pk).status


def test_a_failed_task_waits_longer_each_time_and_then_stays_failed(work, time_machine):
    row = fail.enqueue().db_result
    waits = []

    for _ in range(20):
        work()
        row.refresh_from_db()
        if row.status == TaskResultStatus.FAILED:
            break
        waits.append(row.run_after - row.finished_at)
        time_machine.move_to(row.run_after + timedelta(seconds=1))

    assert row.status == TaskResultStatus.FAILED
    assert len(row.worker_ids) == len(waits) + 1 == len(retries.WAITS) + 1
    assert all(earlier < later for earlier, later in pairwise(waits))


def test_a_failed_task_is_not_tried_before_its_time(work, time_machine):
    row = fail.enqueue().db_result
    work()
    row.refresh_from_db()

    time_machine.move_to(row.run_after - timedelta(seconds=1), tick=False)
    work()

    row.refresh_from_db()
    assert len(row.worker_ids) == 1


def test_a_task_that_went_well_is_not_run_again(work):
    row = succeed.enqueue().db_result

    work()
    work()

    row.refresh_from_db()
    assert row.status == TaskResultStatus.SUCCESSFUL
    assert len(row.worker_ids) == 1


def test_a_worker_that_starts_revives_what_its_former_life_left(work):
    row = running("worker-1")

    assert retries.revive(worker_id="worker-1") == 1

    work(name="worker-1")
    assert status(row) == TaskResultStatus.SUCCESSFUL


@pytest.mark.parametrize("worker_ids", [("worker-2",), ("worker-1", "worker-2")])
def test_a_worker_that_starts_leaves_what_another_is_at(worker_ids):
    row = running(*worker_ids)

    assert retries.revive(worker_id="worker-1") == 0

    assert status(row) == TaskResultStatus.RUNNING


def test_hourly_revives_a_task_that_ran_past_its_lease():
    row = running("worker-9", since=retries.LEASE + timedelta(minutes=1))

    call_command("hourly")

    assert status(row) == TaskResultStatus.READY


def test_hourly_leaves_a_task_that_is_being_run():
    row = running("worker-9", since=retries.LEASE - timedelta(minutes=1))

    call_command("hourly")

    assert status(row) == TaskResultStatus.RUNNING


def test_nightly_deletes_tasks_that_ended_two_weeks_ago(work, time_machine):
    old = succeed.enqueue().db_result
    work()
    time_machine.move_to(timezone.now() + retries.KEEP_FINISHED + timedelta(minutes=1))
    new, waiting = succeed.enqueue().db_result, succeed.enqueue().db_result
    DBTaskResult.objects.filter(pk=waiting.pk).update(
        run_after=timezone.now() + timedelta(days=1)
    )
    work()

    call_command("nightly")

    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert left == {new.pk, waiting.pk}
    assert old.pk not in left
