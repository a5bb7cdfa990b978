"""The hourly and nightly work: a list of jobs that apps fill, and one way to run it.

A job is a function that returns a sentence for the report. It stands being run twice.
It has a transaction of its own, unless it goes in steps: then each step has one, and
nobody waits until the last of them for what was locked in the first.
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from rudersdal_frivillig.grundlag.models import Koersel

logger = logging.getLogger(__name__)

type Job = Callable[[], str]

jobs: dict[str, dict[str, Job]] = {navn: {} for navn in Koersel.Navn.values}

in_steps: set[Job] = set()

NIGHT_HOUR = 3


def register(
    navn: Koersel.Navn, label: str, job: Job, *, goes_in_steps: bool = False
) -> None:
    jobs[navn][label] = job
    if goes_in_steps:
        in_steps.add(job)


def run(navn: Koersel.Navn) -> Koersel | None:
    """Run every job of `navn`.

    Returns None at once if another process is at it. A job that fails does not stop the
    others; its error's name stands in the report and its traceback in the log.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"koersel {navn}"])
        if not cursor.fetchone()[0]:
            return None
    try:
        return _run(navn)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_unlock(hashtext(%s))", [f"koersel {navn}"]
            )


def _run(navn: Koersel.Navn) -> Koersel:
    koersel = Koersel.objects.create(navn=navn)
    for label, job in jobs[navn].items():
        try:
            with nullcontext() if job in in_steps else transaction.atomic():
                koersel.rapport[label] = job()
        except Exception as error:
            logger.exception("The job %r failed", label)
            koersel.rapport[label] = f"Fejl: {type(error).__name__}"
            koersel.antal_fejl += 1
    koersel.sluttet_den = timezone.now()
    koersel.save()
    return koersel


def is_due(navn: Koersel.Navn, now: datetime | None = None) -> bool:
    """Whether `navn` has not run in this hour, or since `NIGHT_HOUR` last struck."""
    now = timezone.localtime(now)
    since = now.replace(minute=0, second=0, microsecond=0)
    if navn == Koersel.Navn.HVER_NAT:
        since = since.replace(hour=NIGHT_HOUR)
        if since > now:
            since -= timedelta(days=1)
    return not Koersel.objects.filter(navn=navn, startet_den__gte=since).exists()
