"""What waits to be put in operation: what one person proposed, for another to read."""

from dataclasses import dataclass
from datetime import datetime

from puljer.models import Pulje, Runde, Skema
from puljer.retstekster import in_use
from rudersdal_frivillig.grundlag.models import Bruger, Retstekst
from rudersdal_frivillig.grundlag.versions import version


@dataclass(frozen=True)
class Forslag:
    """Without `skema` only rounds are new. The legal texts are those in use now."""

    skema: Skema | None
    runder: list[Runde]
    retstekster: list[Retstekst]

    @property
    def rows(self) -> list[Skema | Runde]:
        return [*([self.skema] if self.skema else []), *self.runder]

    @property
    def foreslaaet_af(self) -> Bruger | None:
        return self.rows[0].foreslaaet_af if self.rows else None

    @property
    def foreslaaet_den(self) -> datetime | None:
        return self.rows[0].foreslaaet_den if self.rows else None

    @property
    def mark(self) -> str:
        """Changes when any of it does: no one approves what they did not see."""
        return version(*self.rows, *self.retstekster)


def waiting(pulje: Pulje, *, for_update: bool = False) -> Forslag:
    skemaer = pulje.skemaer.waiting().select_related("foreslaaet_af")
    runder = pulje.runder.waiting().select_related("foreslaaet_af")
    if for_update:
        skemaer = skemaer.select_for_update(of=["self"])
        runder = runder.select_for_update(of=["self"])
    return Forslag(skemaer.first(), list(runder), in_use(pulje))
