"""Doing the same to many applications at night, one after the other."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from puljer.actions.indsend import hold
from puljer.actions.skriv import lock
from puljer.models import Ansoegning

logger = logging.getLogger(__name__)

type Find = Callable[[datetime], QuerySet[Ansoegning]]


def each(find: Find, act: Callable[[Ansoegning], None], at: datetime) -> str:
    """Do `act` to those that `find` finds at `at`. Returns how many, for the report.

    Each has a transaction of its own, and is looked for once more when it is locked:
    it may have been sent meanwhile, or its deadline moved. One that fails does not stop
    the others.
    """
    done = failed = 0
    for pk in list(find(at).order_by("pk").values_list("pk", flat=True)):
        try:
            done += _one(pk, find, act, at)
        except Exception as error:
            # No traceback: it could quote what the applicant wrote.
            name = type(error).__name__
            logger.error("Application %s failed at night: %s", pk, name)
            failed += 1
    return f"{done} ({failed} mislykkedes)" if failed else f"{done}"


@transaction.atomic
def _one(pk: int, find: Find, act: Callable[[Ansoegning], None], at: datetime) -> bool:
    row = Ansoegning.objects.select_related("runde__pulje").filter(pk=pk).first()
    if row is None:
        return False
    hold(row.runde)
    lock(row)
    if not find(at).filter(pk=pk).exists():
        return False
    act(row)
    return True
