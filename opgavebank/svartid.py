"""In how many working days an institution typically answers, as citizens are told."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from opgavebank.choices import HenvendelseStatus
from opgavebank.models import Henvendelse, Svartid
from opgavebank.models.henvendelse import ANSWERED_WITHIN
from rudersdal_frivillig.grundlag.models import Institution

# It is told of what is recent, and once there are so many answers.
LOOKED_AT, SINCE = 50, timedelta(days=365)
ENOUGH = 5
# What is slower is no promise.
SLOWEST = 10


def typical(answers: Iterable[int | None]) -> int | None:
    """The days within which four of five were answered; None is an answer not given.

    None where fewer than `ENOUGH` were, or where that took longer than `SLOWEST`.
    """
    days = list(answers)
    given = sorted(day for day in days if day is not None)
    # The least number that is four fifths of them.
    needed = -(-4 * len(days) // 5)
    if len(given) < max(ENOUGH, needed):
        return None
    return given[needed - 1] if given[needed - 1] <= SLOWEST else None


def refresh(institution: Institution) -> None:
    """Tell anew how fast the place answers. In the transaction of an answer."""
    days = typical(_answers(institution))
    if days is None or not settings.ANSWER_PROMISE:
        Svartid.objects.filter(institution=institution).delete()
        return
    Svartid.objects.update_or_create(
        institution=institution, defaults={"hverdage": days}
    )


def refresh_all() -> int:
    """At night, since silence counts too. Returns how many places have one."""
    for institution in Institution.objects.filter(
        henvendelser__isnull=False
    ).distinct():
        refresh(institution)
    return Svartid.objects.count()


def _answers(institution: Institution) -> list[int | None]:
    """Of the newest enquiries, without those that no one need have answered yet."""
    rows = Henvendelse.objects.filter(
        Q(kontaktet_den__isnull=False) | Q(paa_venteliste=False),
        institution=institution,
        oprettet_den__gt=timezone.now() - SINCE,
    ).exclude(status=HenvendelseStatus.TRUKKET, kontaktet_den=None)
    today = timezone.localdate()
    return [
        row.svar_hverdage if row.kontaktet_den else None
        for row in rows.select_related("institution")[:LOOKED_AT]
        if row.kontaktet_den or row.hverdage(today) > ANSWERED_WITHIN
    ]
