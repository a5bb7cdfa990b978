"""What citizens see of a pool: its approved form, and its rounds at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from puljer import skemaindhold
from puljer.models import Pulje, Runde, Skema
from puljer.skemaindhold import Skemaindhold
from rudersdal_frivillig.grundlag.amounts import format_oere


@dataclass(frozen=True)
class Puljeside:
    """`aabne` close soonest first, `kommende` open soonest first."""

    pulje: Pulje
    skema: Skemaindhold
    aabne: list[Runde]
    kommende: list[Runde]
    lukkede: list[Runde]

    @property
    def naeste(self) -> Runde | None:
        """The round that facts are shown of: open, else coming, else the last."""
        return next(iter([*self.aabne, *self.kommende, *self.lukkede]), None)

    @property
    def has_frist(self) -> bool:
        return any(not r.is_loebende for r in (*self.aabne, *self.kommende))

    @property
    def tilstand(self) -> str:
        if self.aabne:
            return "Åben"
        return "Åbner senere" if self.kommende else "Lukket lige nu"


def open_pages(at: datetime) -> list[Puljeside]:
    """All public pools: those that can be applied for first. Three queries."""
    pages = [page for page in map_pages(Pulje.objects.public(), at) if page.naeste]
    return sorted(pages, key=lambda page: (not page.aabne, not page.kommende))


def map_pages(puljer: Iterable[Pulje], at: datetime) -> list[Puljeside]:
    """Two queries for them all."""
    known = {pulje.pk: pulje for pulje in puljer}
    newest = (
        Skema.objects.filter(pulje__in=known, godkendt_den__isnull=False)
        .order_by("pulje_id", "-version")
        .distinct("pulje_id")
    )
    forms = {skema.pulje_id: skemaindhold.read(skema.indhold) for skema in newest}
    rounds: dict[int, list[Runde]] = {pk: [] for pk in known}
    for runde in Runde.objects.approved().filter(pulje__in=known):
        runde.pulje = known[runde.pulje_id]
        rounds[runde.pulje_id].append(runde)
    return [
        _page(pulje, forms[pk], rounds[pk], at)
        for pk, pulje in known.items()
        if pk in forms
    ]


def preview(pulje: Pulje, at: datetime) -> Puljeside:
    """As it is being edited, its rounds as if they were approved. For staff alone."""
    rounds = list(pulje.runder.all())
    for runde in rounds:
        runde.godkendt_den = runde.godkendt_den or at
    return _page(pulje, skemaindhold.read(skemaindhold.freeze(pulje)), rounds, at)


def _page(
    pulje: Pulje, skema: Skemaindhold, rounds: list[Runde], at: datetime
) -> Puljeside:
    aabne = [runde for runde in rounds if runde.is_open(at)]
    kommende = [r for r in rounds if r.aabner > at and r.lukket_den is None]
    return Puljeside(
        pulje=pulje,
        skema=skema,
        aabne=sorted(aabne, key=lambda r: (r.is_loebende, r.frist or r.aabner)),
        kommende=sorted(kommende, key=lambda r: r.aabner),
        lukkede=[r for r in rounds if r not in aabne and r not in kommende],
    )


def beloeb(runde: Runde) -> str:
    """How much one can apply for; empty where it is not about money."""
    most = format_oere(runde.hoejst_oere)
    if not runde.hoejst_oere:
        return ""
    if runde.mindst_oere:
        return f"Fra {format_oere(runde.mindst_oere)} til {most} kr."
    return f"Op til {most} kr."
