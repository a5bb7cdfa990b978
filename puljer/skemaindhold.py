"""What a `Skema` holds: the pool as one reads it, frozen as JSON and read again.

Questions are known by their keys, so that an answer stays with its question through all
versions.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.text import slugify

from puljer.choices import IN_MONEY, MAY_DECIDE, Spoergsmaalsslags
from puljer.models import Pulje
from puljer.models.pulje import AFSNIT

# Parts of an application that every pool has; the questions stand between them.
OM_JER, BUDGET, BILAG, SEND = "om-jer", "budget", "bilag", "send"
FIXED = {OM_JER: "Om jer", BUDGET: "Budget", BILAG: "Bilag", SEND: "Gennemse og send"}

_AFTER = {AFSNIT["udbetaling"], AFSNIT["regnskabsfrist"]}

# Facts of the pool that are read as they are.
FACTS = [
    "navn",
    "manchet",
    "stoetteform",
    "ansoegertyper",
    "hjemmel",
    "kompetent_organ",
    "klageinstans",
    "vilkaar",
    "svar_hverdage",
    "udfyldes_paa_minutter",
    "timesats_oere",
    "skal_have_bilag",
    "kontakt_funktion",
    "kontakt_telefon",
    "kontakt_email",
]


@dataclass(frozen=True)
class Krav:
    spoergsmaal: str
    skal_vaere_ja: bool
    regel: str
    andet_sted: str


@dataclass(frozen=True)
class Kriteriet:
    titel: str
    beskrivelse: str
    vaegt: int
    ankre: list[str]


@dataclass(frozen=True)
class Felt:
    """A question. `formaal` is the criterion or rule that it serves."""

    noegle: str
    afsnit: str
    slags: str
    tekst: str
    hjaelp: str = ""
    skal_besvares: bool = True
    mest_ord: int = 0
    valg: list[str] = field(default_factory=list)
    formaal: str = ""
    vis_hvis: str = ""
    vis_hvis_svar: str = ""

    def is_asked(self, svar: Mapping[str, Any]) -> bool:
        """Whether the answers so far make this a question. One level deep."""
        if not self.vis_hvis:
            return True
        given = svar.get(self.vis_hvis)
        return self.vis_hvis_svar in (given if isinstance(given, list) else [given])


@dataclass(frozen=True)
class Del:
    """A page of the application."""

    slug: str
    titel: str
    felter: list[Felt] = field(default_factory=list)


@dataclass(frozen=True)
class Skemaindhold:
    navn: str
    manchet: str
    stoetteform: str
    ansoegertyper: list[str]
    hjemmel: str
    kompetent_organ: str
    klageinstans: str
    vilkaar: str
    svar_hverdage: int
    udfyldes_paa_minutter: int
    timesats_oere: int
    skal_have_bilag: bool
    kontakt_funktion: str
    kontakt_telefon: str
    kontakt_email: str
    # (heading, text in Markdown), the empty ones left out.
    afsnit: list[tuple[str, str]]
    krav: list[Krav]
    felter: list[Felt]
    kriterier: list[Kriteriet]

    @property
    def is_in_money(self) -> bool:
        return self.stoetteform in IN_MONEY

    @property
    def foer_frister(self) -> list[tuple[str, str]]:
        """The texts that stand before the deadlines on the pool's page."""
        return [part for part in self.afsnit if part[0] not in _AFTER]

    @property
    def efter_frister(self) -> list[tuple[str, str]]:
        return [part for part in self.afsnit if part[0] in _AFTER]

    @property
    def dele(self) -> list[Del]:
        """The pages, in the order they are filled in. The last one sends."""
        titles = list(dict.fromkeys(felt.afsnit for felt in self.felter))
        asked = [
            Del(slugify(title), title, [f for f in self.felter if f.afsnit == title])
            for title in titles
        ]
        return [
            Del(OM_JER, FIXED[OM_JER]),
            *asked,
            *([Del(BUDGET, FIXED[BUDGET])] if self.is_in_money else []),
            *([Del(BILAG, FIXED[BILAG])] if self.skal_have_bilag else []),
            Del(SEND, FIXED[SEND]),
        ]

    def felt(self, noegle: str) -> Felt | None:
        return next((felt for felt in self.felter if felt.noegle == noegle), None)

    def asked(self, svar: Mapping[str, Any]) -> list[Felt]:
        return [felt for felt in self.felter if felt.is_asked(svar)]

    def condition(self, felt: Felt) -> str:
        """When a question is asked, in words; empty for one that is always asked."""
        other = self.felt(felt.vis_hvis) if felt.vis_hvis else None
        if other is None:
            return ""
        return f"Kun, hvis I svarer “{felt.vis_hvis_svar}” til “{other.tekst}”"

    @property
    def deciding(self) -> set[str]:
        """Keys of the questions on which others depend."""
        return {felt.vis_hvis for felt in self.felter if felt.vis_hvis}


def freeze(pulje: Pulje) -> dict[str, Any]:
    """The pool as it is being edited, as JSON. Five queries."""
    facts = {name: getattr(pulje, name) for name in FACTS}
    texts = [(title, getattr(pulje, name)) for name, title in AFSNIT.items()]
    made = Skemaindhold(
        **facts,
        afsnit=[(title, text) for title, text in texts if text],
        krav=[
            Krav(k.spoergsmaal, k.skal_vaere_ja, k.regel, k.andet_sted)
            for k in pulje.adgangskrav.all()
        ],
        felter=[_felt(s) for s in pulje.spoergsmaal.select_related("kriterium")],
        kriterier=[
            Kriteriet(k.titel, k.beskrivelse, k.vaegt, list(k.ankre))
            for k in pulje.kriterier.all()
        ],
    )
    # As JSON has it, so that it can be compared with what was frozen before.
    return asdict(made) | {"afsnit": [list(pair) for pair in made.afsnit]}


def _felt(spoergsmaal: Any) -> Felt:
    other = spoergsmaal.vis_hvis
    return Felt(
        noegle=str(spoergsmaal.noegle),
        afsnit=spoergsmaal.afsnit,
        slags=spoergsmaal.slags,
        tekst=spoergsmaal.tekst,
        hjaelp=spoergsmaal.hjaelp,
        skal_besvares=spoergsmaal.skal_besvares,
        mest_ord=spoergsmaal.mest_ord
        if spoergsmaal.slags == Spoergsmaalsslags.LANG
        else 0,
        valg=spoergsmaal.answers_to_choose if spoergsmaal.slags in MAY_DECIDE else [],
        formaal=spoergsmaal.kriterium.titel
        if spoergsmaal.kriterium
        else spoergsmaal.regel,
        vis_hvis=str(other.noegle) if other else "",
        vis_hvis_svar=spoergsmaal.vis_hvis_svar,
    )


def read(indhold: Mapping[str, Any]) -> Skemaindhold:
    return Skemaindhold(
        **dict(indhold)
        | {
            "afsnit": [(title, text) for title, text in indhold["afsnit"]],
            "krav": [Krav(**krav) for krav in indhold["krav"]],
            "felter": [Felt(**felt) for felt in indhold["felter"]],
            "kriterier": [Kriteriet(**k) for k in indhold["kriterier"]],
        }
    )
