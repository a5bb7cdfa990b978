"""How the machine is: a word for the load balancer, a list for monitoring."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from rudersdal_frivillig.grundlag.models import Brev, Fil, Koersel, Scanning

OLDEST_TASK = timedelta(minutes=10)
OLDEST_UNSCANNED = timedelta(hours=2)
NIGHTLY_WITHIN = timedelta(hours=30)
FREE_SPACE = 0.10


@require_safe
@never_cache
@transaction.non_atomic_requests
def status(request: HttpRequest) -> HttpResponse:
    """This process answers. Says nothing of the database, which all share."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@transaction.non_atomic_requests
def status_dyb(request: HttpRequest) -> JsonResponse:
    """Each part as {"ok": …, "detail": …}; 503 if any is not well."""
    parts = {name: _look(check) for name, check in CHECKS.items()}
    is_well = all(part["ok"] for part in parts.values())
    return JsonResponse(parts, status=200 if is_well else 503)


def _look(check: Callable[[], tuple[bool, str]]) -> dict[str, bool | str]:
    try:
        ok, detail = check()
    except Exception as error:
        ok, detail = False, type(error).__name__
    return {"ok": ok, "detail": detail}


def database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return True, "answers"


def queue() -> tuple[bool, str]:
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    if oldest is None:
        return True, "0 s"
    waited = timezone.now() - max(
        oldest.enqueued_at,
        oldest.run_after if oldest.run_after.year < 9999 else oldest.enqueued_at,
    )
    return waited < OLDEST_TASK, f"{waited.total_seconds():.0f} s"


def mail() -> tuple[bool, str]:
    given_up = Brev.objects.given_up().count()
    return given_up == 0, f"{given_up} given up"


def scanning() -> tuple[bool, str]:
    """Where nothing scans, nothing waits for it."""
    waiting = Fil.objects.filter(
        scanning=Scanning.IKKE_SCANNET,
        oprettet_den__lt=timezone.now() - OLDEST_UNSCANNED,
    ).count()
    return not (settings.CLAMD and waiting), f"{waiting} not scanned"


def nightly() -> tuple[bool, str]:
    last = Koersel.objects.filter(navn=Koersel.Navn.HVER_NAT).first()
    if last is None:
        return False, "never"
    is_recent = timezone.now() - last.startet_den < NIGHTLY_WITHIN
    return (
        is_recent and not last.antal_fejl,
        f"{timezone.localtime(last.startet_den):%Y-%m-%d %H:%M}",
    )


def disk() -> tuple[bool, str]:
    shares = []
    for folder in (settings.BASE_DIR, _existing(settings.FILES_ROOT)):
        usage = shutil.disk_usage(folder)
        shares.append(usage.free / usage.total)
    return min(shares) > FREE_SPACE, f"{min(shares):.0%} free"


def storage() -> tuple[bool, str]:
    is_writable = os.access(_existing(settings.FILES_ROOT), os.W_OK)
    return is_writable, "writable" if is_writable else "not writable"


def _existing(folder: Path) -> Path:
    """`folder`, or what it will be made in."""
    return next(path for path in (folder, *folder.parents) if path.exists())


CHECKS = {
    "database": database,
    "queue": queue,
    "mail": mail,
    "scanning": scanning,
    "nightly": nightly,
    "disk": disk,
    "storage": storage,
}
