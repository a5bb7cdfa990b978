"""Mails to a place that has not answered, after so many of its working days."""

import logging
from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions, recipients
from opgavebank.choices import OpslagStatus
from opgavebank.models import Henvendelse, Opslag
from opgavebank.models.henvendelse import FIRST_REMINDER, LAST_REMINDER
from rudersdal_frivillig.grundlag import buttons, log, mail

logger = logging.getLogger(__name__)

CONTACT, DEPUTY, PAUSE = FIRST_REMINDER, 7, LAST_REMINDER
_STEPS = (PAUSE, DEPUTY, CONTACT)

type _Group = tuple[int | None, int]


def remind() -> str:
    """Each step is told once. One post that fails does not stop the others."""
    sent = failed = 0
    for (opslag_pk, step), pks in _due().items():
        try:
            sent += _remind_of(opslag_pk, step, pks)
        except Exception:
            logger.exception("The reminder about opslag %s failed", opslag_pk)
            failed += 1
    return f"{sent} breve, {failed} fejl" if failed else f"{sent} breve"


def _due() -> dict[_Group, list[int]]:
    """The enquiries by post and by what is due; after a missed night the last step."""
    today = timezone.localdate()
    found: dict[_Group, list[int]] = defaultdict(list)
    rows = Henvendelse.objects.unanswered().filter(rykket_dag__lt=PAUSE)
    rows = rows.select_related("institution")
    rows = rows.prefetch_related("institution__lukkedage")
    # The night keeps its locks until the job ends: always in the order of the posts.
    for henvendelse in rows.order_by("opslag", "pk"):
        days = henvendelse.hverdage(today)
        step = next((step for step in _STEPS if days >= step), 0)
        if step > henvendelse.rykket_dag:
            found[henvendelse.opslag_id, step].append(henvendelse.pk)
    return found


@transaction.atomic
def _remind_of(opslag_pk: int | None, step: int, pks: list[int]) -> int:
    posts = Opslag.objects.select_for_update(of=["self"])
    opslag = posts.filter(pk=opslag_pk).first()
    rows = Henvendelse.objects.unanswered().select_for_update(of=["self"])
    # Someone may have answered while the night came to it.
    waiting = list(rows.filter(pk__in=pks, rykket_dag__lt=step).order_by("pk"))
    if not waiting:
        return 0
    Henvendelse.objects.filter(pk__in=[each.pk for each in waiting]).update(
        rykket_dag=step
    )
    is_paused = step == PAUSE and opslag is not None and _pause(opslag)
    told = _told(opslag, step)
    for email in told:
        _write(email, opslag, waiting, step=step, is_paused=is_paused)
    return len(told)


def _pause(opslag: Opslag) -> bool:
    if opslag.status != OpslagStatus.AKTIV:
        return False
    actions.pause(opslag, by=None, role=log.SYSTEM)
    return True


def _told(opslag: Opslag | None, step: int) -> list[str]:
    if opslag is None:
        return recipients.coordinators()
    if step == CONTACT:
        return recipients.about(opslag) or recipients.coordinators()
    if step == DEPUTY:
        return recipients.above_contact(opslag)
    everyone = recipients.about(opslag, with_deputy=True)
    return recipients.different([*everyone, *recipients.coordinators()])


def _write(
    email: str,
    opslag: Opslag | None,
    waiting: list[Henvendelse],
    *,
    step: int,
    is_paused: bool,
) -> None:
    # Without names: it is kept longer than the first enquiry's content may be.
    mail.write(
        to=email,
        template="henvendelse_rykker",
        about=opslag or waiting[0],
        opslag=opslag,
        sted=waiting[0].institution,
        waiting=[(each, _inbox(each), _answered(each)) for each in waiting],
        is_first=step == CONTACT,
        is_paused=is_paused,
        besat=buttons.address("besat", opslag) if opslag else "",
        vis=buttons.address("forny", opslag) if opslag and is_paused else "",
    )


def _inbox(henvendelse: Henvendelse) -> str:
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


def _answered(henvendelse: Henvendelse) -> str:
    return buttons.address(actions.SVARET, henvendelse)
