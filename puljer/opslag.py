"""Starting an application from a post of the bank, which knows nothing of pools.

With the bank switched off there are no posts: nothing is found and nothing is said.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning, Pulje, Runde
from rudersdal_frivillig.grundlag import registry

# In the address of the page on which one begins: the number of the post.
PARAMETER = "opslag"
_MODEL = "opgavebank.Opslag"
# An application that someone works on, or that the municipality has to answer.
_ALIVE = [
    AnsoegningStatus.KLADDE,
    AnsoegningStatus.MODTAGET,
    AnsoegningStatus.UNDER_BEHANDLING,
]


def register() -> None:
    panel = registry.Addition("puljer/opslag.html", panel_for)
    registry.additions.setdefault(_MODEL.lower(), []).append(panel)


@dataclass(frozen=True)
class Udgangspunkt:
    """A post that an application begins with. `timer` is 0 where it does not tell."""

    pk: int
    titel: str
    sted: str
    url: str
    timer: int
    regnestykke: str


def find(request: HttpRequest) -> Udgangspunkt | None:
    """The public post that the address of this page names, if it names one."""
    said = request.GET.get(PARAMETER, "")
    # Longer numbers are none that a post can have.
    if not (said.isascii() and said.isdecimal() and len(said) < 18):
        return None
    return _first(_posts(public=True), int(said))


def of(ansoegning: Ansoegning) -> Udgangspunkt | None:
    """What `ansoegning` began with, also when it is no longer shown."""
    return _first(_posts(), ansoegning.opslag) if ansoegning.opslag else None


def facts(udgangspunkt: Udgangspunkt | None, runde: Runde) -> dict[str, Any]:
    """The first columns of an application that begins so, for `actions.start`."""
    pulje = runde.pulje
    if udgangspunkt is None or not pulje.aabne_opslag:
        return {}
    skema = pulje.skemaer.approved().first()
    counts = skema is not None and skema.indhold["timesats_oere"] > 0
    timer = udgangspunkt.timer if counts else 0
    return {"opslag": udgangspunkt.pk, "frivilligtimer": timer}


def panel_for(opslag: Any) -> dict[str, Any] | None:
    """What stands on the page of a post: where it can be applied, and that it was."""
    if opslag.pk is None:
        return None
    runder = _open_rounds()
    begun = Ansoegning.objects.filter(opslag=opslag.pk, status__in=_ALIVE).exists()
    if not runder and not begun:
        return None
    # First whether one can apply, then the application; the number goes along.
    question = f"?{PARAMETER}={opslag.pk}"
    ways = [
        (runde, reverse("puljer:pulje_kan_i_soege", args=[runde.pulje.slug]) + question)
        for runde in runder
    ]
    return {"ways": ways, "begun": begun}


def _open_rounds() -> list[Runde]:
    """One of each pool that is applied for from posts, the one that closes first."""
    pools = Pulje.objects.public().filter(aabne_opslag=True)
    rows = Runde.objects.open(timezone.now()).filter(pulje__in=pools)
    ordered = rows.select_related("pulje").order_by("hoejst_oere", "frist", "pk")
    first: dict[int, Runde] = {}
    for runde in ordered:
        first.setdefault(runde.pulje_id, runde)
    return list(first.values())


def _posts(*, public: bool = False) -> QuerySet[Any] | None:
    if not apps.is_installed("opgavebank"):
        return None
    rows = apps.get_model(_MODEL)._default_manager.select_related("institution")
    return rows.public() if public else rows


def _first(posts: QuerySet[Any] | None, pk: int) -> Udgangspunkt | None:
    opslag = posts.filter(pk=pk).first() if posts is not None else None
    if opslag is None:
        return None
    timer, regnestykke = _hours(opslag)
    return Udgangspunkt(
        pk=opslag.pk,
        titel=opslag.titel,
        sted=str(opslag.institution),
        url=opslag.get_absolute_url() if opslag.is_public else "",
        timer=timer,
        regnestykke=regnestykke,
    )


def _hours(opslag: Any) -> tuple[int, str]:
    """What all the volunteers give together, and how that is reckoned."""
    from opgavebank import facts

    times = _times(opslag)
    minutes = opslag.varighed_min * times * opslag.pladser
    if not minutes:
        return 0, ""
    said = [
        facts.duration(opslag.varighed_min),
        "1 gang" if times == 1 else f"{times} gange",
        "1 frivillig" if opslag.pladser == 1 else f"{opslag.pladser} frivillige",
    ]
    return max(round(minutes / 60), 1), " × ".join(said)


def _times(opslag: Any) -> int:
    """How often it is done in all; 0 where the post does not say when it ends."""
    from opgavebank.choices import Hyppighed

    if opslag.hyppighed == Hyppighed.EN_GANG:
        return 1
    a_year = {
        Hyppighed.UGENTLIG: 52,
        Hyppighed.HVER_ANDEN_UGE: 26,
        Hyppighed.MAANEDLIG: 12,
        Hyppighed.KVARTALSVIS: 4,
    }.get(opslag.hyppighed, 0)
    if opslag.starter and opslag.slutter:
        return round(a_year * ((opslag.slutter - opslag.starter).days + 1) / 365)
    if opslag.fra_maaned and opslag.til_maaned:
        months = (opslag.til_maaned - opslag.fra_maaned) % 12 + 1
        return round(a_year * months / 12)
    return 0
