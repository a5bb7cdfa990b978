"""What the pools do every hour and at night."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from puljer import actions, fristbreve
from puljer.choices import AnsoegningStatus, Fristbrevslags
from puljer.models import Ansoegning, AnsoegningQuerySet, Journaldokument
from puljer.models.runde import FRIST_COVERS
from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Koersel


def register() -> None:
    hour = partial(schedule.register, Koersel.Navn.HVER_TIME, goes_in_steps=True)
    night = partial(schedule.register, Koersel.Navn.HVER_NAT, goes_in_steps=True)
    hour("Ansøgninger, hvis frist er om tre dage", fristbreve.remind)
    hour("Ansøgninger, der ikke blev sendt til tiden", fristbreve.tell_unsent)
    hour("Rettelser, der ikke blev sendt til tiden", fristbreve.tell_of_changes)
    night("Kladder, som ingen har rørt længe", fristbreve.warn_of_expiry)
    night("Kladder, der er udløbet", expire)
    night("Udløbne kladder, der skal glemmes", wipe_expired)
    night("Ansøgninger, der er opbevaret længe nok", delete_cases)


def expire(at: datetime | None = None) -> str:
    at = at or timezone.now()
    return f"{actions.each(_over, partial(actions.expire, at=at), at)} udløb"


def _over(at: datetime) -> AnsoegningQuerySet:
    """Drafts whose time is up, and whose people have been told."""
    drafts = fristbreve.own_drafts()
    last_day = _after(
        F("om_frist") + FRIST_COVERS, days=F("runde__pulje__efter_frist_dage")
    )
    too_late = (
        fristbreve.about_frist(drafts)
        .annotate(sidste=last_day)
        .filter(fristbreve.told(Fristbrevslags.USENDT), sidste__lte=at)
    )
    warned = fristbreve.told(Fristbrevslags.UDLOEBER, before=at - fristbreve.WARNED)
    untouched = fristbreve.about_untouched(drafts).filter(warned, om_frist__lte=at)
    both = Q(pk__in=too_late.values("pk")) | Q(pk__in=untouched.values("pk"))
    return drafts.filter(both)


def wipe_expired(at: datetime | None = None) -> str:
    at = at or timezone.now()
    return f"{actions.each(_expired_long_ago, actions.wipe, at)} slettet"


def _expired_long_ago(at: datetime) -> AnsoegningQuerySet:
    return Ansoegning.objects.filter(
        status=AnsoegningStatus.UDLOEBET, udloebet_den__lte=at - actions.KEEP_EXPIRED
    )


def delete_cases(at: datetime | None = None) -> str:
    at = at or timezone.now()
    deleted = actions.each(_filed, actions.delete_case, at)
    waiting = _kept_long_enough(at).count()
    return f"{deleted} slettet, {waiting} venter på at blive journaliseret"


def _kept_long_enough(at: datetime) -> AnsoegningQuerySet:
    """What ended as many years ago as its pool keeps it. What is open has no end."""
    ended = Coalesce("trukket_den", "videresendt_den")
    last_day = _after(ended, years=F("runde__pulje__opbevaring_aar"))
    sent = Ansoegning.objects.sent().annotate(gemt_til=last_day)
    return sent.filter(gemt_til__lte=at)


def _filed(at: datetime) -> AnsoegningQuerySet:
    waiting = Journaldokument.objects.waiting().filter(ansoegning=OuterRef("pk"))
    return _kept_long_enough(at).exclude(Exists(waiting))


NOTHING = Value(0)


def _after(
    moment: Any, *, years: Any = NOTHING, days: Any = NOTHING
) -> ExpressionWrapper:
    """So many years and days after `moment`, by the calendar."""
    span = Func(
        years,
        NOTHING,
        NOTHING,
        days,
        function="make_interval",
        output_field=DurationField(),
    )
    return ExpressionWrapper(moment + span, output_field=DateTimeField())
