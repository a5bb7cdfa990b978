"""The steps of an application, and how far each of them is."""

from dataclasses import dataclass, field

from django.db.models import TextChoices

from puljer import mangler, skemaindhold
from puljer.indhold import OM_JER_FIELDS
from puljer.mangler import Mangel
from puljer.models import Ansoegning
from puljer.skemaindhold import BILAG, BUDGET, OM_JER, SEND, Del, Skemaindhold


class Tilstand(TextChoices):
    IKKE_BEGYNDT = "ikke_begyndt", "Ikke begyndt"
    MANGLER = "mangler", "Mangler noget"
    UDFYLDT = "udfyldt", "Udfyldt"
    FRIVILLIG = "frivillig", "Kan springes over"
    KLAR = "klar", "Klar til at sende"
    VENTER = "venter", "Når resten er udfyldt"


@dataclass(frozen=True)
class Trin:
    slug: str
    titel: str
    tilstand: Tilstand
    mangler: list[Mangel] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.tilstand in (Tilstand.UDFYLDT, Tilstand.FRIVILLIG)

    @property
    def is_send(self) -> bool:
        return self.slug == SEND


@dataclass(frozen=True)
class Trinliste:
    trin: list[Trin]

    @property
    def dele(self) -> list[Trin]:
        """Without the last, which sends."""
        return [trin for trin in self.trin if not trin.is_send]

    @property
    def antal_udfyldt(self) -> int:
        return sum(trin.tilstand == Tilstand.UDFYLDT for trin in self.dele)

    @property
    def antal(self) -> int:
        """How many there are to fill in."""
        return sum(trin.tilstand != Tilstand.FRIVILLIG for trin in self.dele)

    @property
    def next(self) -> Trin:
        """What one had better do now."""
        return next((trin for trin in self.dele if not trin.is_done), self.trin[-1])

    def find(self, slug: str) -> Trin | None:
        return next((trin for trin in self.trin if trin.slug == slug), None)

    def before(self, trin: Trin) -> Trin | None:
        place = self.trin.index(trin)
        return self.trin[place - 1] if place else None

    def after(self, trin: Trin) -> Trin:
        return self.trin[min(self.trin.index(trin) + 1, len(self.trin) - 1)]


def find(ansoegning: Ansoegning, skema: Skemaindhold | None = None) -> Trinliste:
    """In the order they are filled in. Pages on which nothing is asked are left out."""
    skema = skema or skemaindhold.read(ansoegning.skema.indhold)
    lacks = mangler.find(ansoegning, skema)
    made = [
        _trin(ansoegning, part, [m for m in lacks if m.del_slug == part.slug])
        for part in skema.dele
        if part.slug != SEND and _is_asked(part, ansoegning)
    ]
    ready = Tilstand.VENTER if lacks else Tilstand.KLAR
    return Trinliste([*made, Trin(SEND, skemaindhold.FIXED[SEND], ready)])


def _is_asked(part: Del, ansoegning: Ansoegning) -> bool:
    return not part.felter or any(f.is_asked(ansoegning.svar) for f in part.felter)


def _trin(ansoegning: Ansoegning, part: Del, lacks: list[Mangel]) -> Trin:
    is_begun = _is_begun(ansoegning, part)
    if lacks:
        state = Tilstand.MANGLER if is_begun else Tilstand.IKKE_BEGYNDT
    else:
        state = Tilstand.UDFYLDT if is_begun else Tilstand.FRIVILLIG
    return Trin(part.slug, part.titel, state, lacks)


def _is_begun(ansoegning: Ansoegning, part: Del) -> bool:
    """By what is there: a copy has been saved on none of its pages."""
    if ansoegning.versioner.get(part.slug):
        return True
    if part.slug == OM_JER:
        place = ansoegning.institution_id
        return any(getattr(ansoegning, name) for name in OM_JER_FIELDS) or bool(place)
    if part.slug == BUDGET:
        return ansoegning.ansoegt_oere > 0 or ansoegning.budgetlinjer.exists()
    if part.slug == BILAG:
        return ansoegning.bilag.current().filter(spoergsmaal=None).exists()
    return any(ansoegning.svar.get(felt.noegle) for felt in part.felter)
