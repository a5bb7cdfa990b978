"""What waits in the queue."""

from typing import Any

from django.tasks import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult


def arguments(task: Task[Any, Any]) -> set[Any]:
    """The first argument of each call of `task` that waits or is being done."""
    waiting = DBTaskResult.objects.filter(
        task_path=task.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    return {row["args"][0] for row in waiting.values_list("args_kwargs", flat=True)}
