"""Second chances for tasks: after a failure, and after the death of their worker.

The queue itself has neither (django-tasks-db 0.13). A task must stand being run twice.
"""

from datetime import timedelta
from typing import Any

from django.tasks import TaskResult, TaskResultStatus
from django.tasks.signals import task_finished
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.grundlag.models.brev import MAX_FORSOEG

WAITS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
]
assert len(WAITS) == MAX_FORSOEG - 1

# No task takes this long; one that seems to has lost its worker.
LEASE = timedelta(minutes=30)

KEEP_FINISHED = timedelta(days=14)


def connect() -> None:
    task_finished.connect(retry, dispatch_uid="grundlag.retry")


def retry(sender: type, task_result: TaskResult, **kwargs: Any) -> None:
    """Queue a failed task again, later each time, until `WAITS` is used up."""
    failed = DBTaskResult.objects.filter(
        pk=task_result.id, status=TaskResultStatus.FAILED
    )
    if task_result.attempts <= len(WAITS):
        wait = WAITS[task_result.attempts - 1]
        failed.update(status=TaskResultStatus.READY, run_after=timezone.now() + wait)


def revive(*, worker_id: str = "") -> int:
    """Queue tasks again whose worker died, and return how many there were.

    Given a worker's own id, as it starts: all that its former life left unfinished.
    Without: whatever has run for longer than `LEASE`.
    """
    running = DBTaskResult.objects.running()
    if worker_id:
        dead = [row for row in running if row.worker_ids[-1:] == [worker_id]]
    else:
        dead = list(running.filter(started_at__lt=timezone.now() - LEASE))
    return DBTaskResult.objects.filter(
        pk__in=[row.pk for row in dead], status=TaskResultStatus.RUNNING
    ).update(status=TaskResultStatus.READY, run_after=timezone.now())


def prune() -> int:
    """Delete tasks that ended more than `KEEP_FINISHED` ago; return how many."""
    deleted, _ = (
        DBTaskResult.objects.finished()
        .filter(finished_at__lt=timezone.now() - KEEP_FINISHED)
        .delete()
    )
    return deleted
