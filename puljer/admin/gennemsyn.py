"""A pool as those will read it who apply, for staff to look through."""

from dataclasses import dataclass

from puljer import driftsklar, skemaindhold
from puljer.choices import Ansoegertype, Spoergsmaalsslags, Stoetteform
from puljer.skemaindhold import Felt, Skemaindhold


@dataclass(frozen=True)
class Spurgt:
    """A question of the form, with what is to be known of it as sentences."""

    felt: Felt
    noter: list[str]


@dataclass(frozen=True)
class Side:
    titel: str
    spurgt: list[Spurgt]


@dataclass(frozen=True)
class Gennemsyn:
    """`retstekster` and `runder` are rows; a form that is over has none of them."""

    skema: Skemaindhold
    retstekster: list
    runder: list

    @property
    def stoetteform(self):
        return Stoetteform(self.skema.stoetteform).label

    @property
    def ansoegertyper(self):
        return [Ansoegertype(kind).label for kind in self.skema.ansoegertyper]

    @property
    def sider(self):
        return [
            Side(part.titel, [self._spurgt(felt) for felt in part.felter])
            for part in self.skema.dele
        ]

    @property
    def med_advarsler(self):
        return [(runde, driftsklar.warnings(runde)) for runde in self.runder]

    def _spurgt(self, felt):
        notes = [
            Spoergsmaalsslags(felt.slags).label,
            "Skal besvares" if felt.skal_besvares else "Frivilligt",
            f"Højst {felt.mest_ord} ord" if felt.mest_ord else "",
            self.skema.condition(felt),
        ]
        return Spurgt(felt, [note for note in notes if note])


def of_skema(skema, *, retstekster=(), runder=()):
    return _of(skema.indhold, retstekster, runder)


def of_pulje(pulje, *, retstekster=(), runder=()):
    """As it is being edited."""
    return _of(skemaindhold.freeze(pulje), retstekster, runder)


def _of(indhold, retstekster, runder):
    return Gennemsyn(skemaindhold.read(indhold), list(retstekster), list(runder))
