"""The clock that runs while an enquiry is not answered, in working days of the place.

On day 3 the contact is reminded, on day 7 also the deputy and the coordinators, and on
day 15 the post is paused, so that no one else asks in vain. `rykket_dag` is the day up
to which that was done, so a night that was missed, or runs twice, sends nothing twice.
"""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from opgavebank import actions, recipients
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import buttons, mail

CONTACT, OTHERS, PAUSE = 3, 7, 15
STEPS = (PAUSE, OTHERS, CONTACT)


def chase(on: date | None = None) -> int:
    """Remind of what is not answered. Returns how many posts were about."""
    on = on or timezone.localdate()
    rows = Henvendelse.objects.unanswered().exclude(opslag=None)
    due: dict[int, list[int]] = defaultdict(list)
    for row in rows.select_related("institution").order_by("oprettet_den"):
        if due_step(row, on):
            due[row.opslag_id or 0].append(row.pk)
    return sum(_chase(opslag_pk, pks, on) for opslag_pk, pks in due.items())


def due_step(henvendelse: Henvendelse, on: date) -> int:
    """The furthest step that its day has come for and that was not taken; else 0."""
    days = henvendelse.hverdage(on)
    reached = next((step for step in STEPS if step <= days), 0)
    return reached if reached > henvendelse.rykket_dag else 0


@transaction.atomic
def _chase(opslag_pk: int, pks: list[int], on: date) -> bool:
    """One mail about all of a post. False where all were answered meanwhile."""
    opslag = Opslag.objects.select_for_update(of=["self"]).get(pk=opslag_pk)
    unanswered = Henvendelse.objects.unanswered().filter(pk__in=pks)
    rows = list(unanswered.select_for_update(of=["self"]).order_by("oprettet_den"))
    steps = {row.pk: due_step(row, on) for row in rows}
    late = [row for row in rows if steps[row.pk]]
    if not late:
        return False
    for row in late:
        row.rykket_dag = steps[row.pk]
        row.save(update_fields=["rykket_dag"])
    step = max(steps.values())
    if step == PAUSE and opslag.is_public:
        actions.pause(opslag, by=None)
        _tell(opslag, late, "henvendelse_pause", step)
    else:
        _tell(opslag, late, "henvendelse_rykker", step)
    return True


def _tell(opslag: Opslag, late: list[Henvendelse], template: str, step: int) -> None:
    told = recipients.about(opslag, with_deputy=step > CONTACT)
    if step > CONTACT or not told:
        told += recipients.coordinators()
    answered = [(row, buttons.address(actions.SVARET, row)) for row in late]
    for email in recipients.different(told):
        mail.write(
            to=email,
            template=template,
            about=opslag,
            opslag=opslag,
            answered=answered,
            besat=buttons.address("besat", opslag),
            forny=buttons.address("forny", opslag),
        )
