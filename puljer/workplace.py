"""What waits in the pools for who works with them. See `grundlag.workplace`."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from puljer import forslag
from puljer.models import Pulje, PuljeQuerySet, Runde, Skema
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.workplace import SHOWN, Link, Part, Row, Work

_LIST = "admin:puljer_pulje_changelist"


def _to_approve(user: Bruger) -> PuljeQuerySet:
    """Proposed by someone else, and the user may put it in operation."""
    if not user.has_perm("puljer.approve_pulje"):
        return Pulje.objects.none()
    skemaer = Skema.objects.waiting().exclude(foreslaaet_af=user)
    runder = Runde.objects.waiting().exclude(foreslaaet_af=user)
    return Pulje.objects.visible_to(user).filter(
        Q(pk__in=skemaer.values("pulje")) | Q(pk__in=runder.values("pulje"))
    )


def _sent_back(user: Bruger) -> PuljeQuerySet:
    return Pulje.objects.visible_to(user).exclude(godkender_skriver="")


# What the parts count, and what the filter of the same name in the list shows.
WAITS: dict[str, tuple[str, Callable[[Bruger], PuljeQuerySet]]] = {
    "godkendelse": ("Puljer, du kan sætte i drift", _to_approve),
    "tilbage": ("Puljer, der er sendt tilbage", _sent_back),
}


def work(request: HttpRequest) -> Work:
    user = request.user
    if not isinstance(user, Bruger):
        return Work()
    return Work([part for find in PARTS for part in find(user)], _buttons(user))


def _buttons(user: Bruger) -> list[Link]:
    if not user.has_perm("puljer.add_pulje"):
        return []
    return [Link("Ny pulje", reverse("admin:puljer_pulje_add"))]


def _waiting_puljer(user: Bruger) -> list[Part]:
    if not user.has_perm("puljer.change_pulje"):
        return []
    return [_part(user, "godkendelse", _proposed), _part(user, "tilbage", _returned)]


def _part(user: Bruger, name: str, row: Callable[[Pulje], Row]) -> Part:
    title, find = WAITS[name]
    rows = find(user)
    return Part(
        title=title,
        count=rows.count(),
        rows=[row(pulje) for pulje in rows[:SHOWN]],
        url=f"{reverse(_LIST)}?venter={name}",
        noun=("pulje", "puljer"),
    )


def _proposed(pulje: Pulje) -> Row:
    waiting = forslag.waiting(pulje)
    by, at = waiting.foreslaaet_af, waiting.foreslaaet_den
    page = reverse("admin:puljer_pulje_godkend", args=[pulje.pk])
    return Row(str(pulje), page, f"Foreslået af {by}", f"siden {_day(at)}")


def _returned(pulje: Pulje) -> Row:
    page = reverse("admin:puljer_pulje_change", args=[pulje.pk])
    return Row(str(pulje), page, pulje.godkender_skriver)


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j. F")


# In the order of the page. Each gives the parts that it has for the user.
PARTS: list[Callable[[Bruger], list[Part]]] = [_waiting_puljer]
