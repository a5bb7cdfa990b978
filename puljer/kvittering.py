"""The receipt of an application that was sent. Screen, mail and print say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from puljer import tidspunkt
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning, Ansoegningsversion
from puljer.skemaindhold import BILAG, BUDGET, OM_JER
from rudersdal_frivillig.grundlag.amounts import format_oere

# What the number of many letters is for.
KONTROLKODE = (
    "Kontrolkoden er regnet ud af alt det, I sendte. Ændrer nogen bare ét tegn, passer "
    "koden ikke mere. Så kan både I og vi vise, hvad I sendte."
)


@dataclass(frozen=True)
class Kvittering:
    """Facts with their labels, and what happens now in sentences."""

    fakta: list[tuple[str, str]]
    nu: list[str]
    forklaring: str = KONTROLKODE


def read(version: Ansoegningsversion, *, at: datetime) -> Kvittering:
    """`at` is when it is read, since what one may still do depends on it."""
    return Kvittering(list(_fakta(version)), list(_nu(version.ansoegning, at)))


def _fakta(version: Ansoegningsversion) -> Iterator[tuple[str, str]]:
    ansoegning, held = version.ansoegning, version.indhold
    yield "Nummer", ansoegning.nummer
    if version.nummer > 1:
        yield "Version", f"{version.nummer}. Den gælder i stedet for den forrige."
    yield "Modtaget", tidspunkt.said(version.indsendt_den)
    yield "Pulje", f"{held['pulje']}, {held['runde']}"
    place = held[OM_JER]["institution"]
    yield "Ansøger", place["navn"] if place else held[OM_JER]["navn"]
    yield "Projekt", held[OM_JER]["titel"]
    if held[BUDGET]:
        yield "I søger om", f"{format_oere(held[BUDGET]['ansoegt_oere'])} kr."
    if held[BILAG]:
        yield "Bilag", ", ".join(file["navn"] for file in held[BILAG])
    yield "Kontrolkode", version.sha256


def _nu(ansoegning: Ansoegning, at: datetime) -> Iterator[str]:
    if ansoegning.status == AnsoegningStatus.TRUKKET:
        yield "Ansøgningen er trukket tilbage, så vi behandler den ikke."
        return
    if ansoegning.status == AnsoegningStatus.VIDERESENDT:
        yield f"Vi har sendt ansøgningen videre til {ansoegning.videresendt_til}."
        return
    if ansoegning.rettidig:
        yield f"I får svar {ansoegning.runde.svar_text}."
    else:
        yield (
            "Ansøgningen kom efter fristen. En sagsbehandler ser på, om den kan "
            "behandles alligevel, og skriver til jer."
        )
    yield "Har vi spørgsmål, skriver vi til kontaktpersonerne på mail."
    if not ansoegning.may_be_edited(at):
        yield "I kan ikke rette i ansøgningen længere, men I kan skrive til os om den."
    elif ansoegning.runde.is_loebende:
        yield "I kan rette og sende igen, indtil vi begynder at behandle ansøgningen."
    else:
        yield (
            f"I kan rette og sende igen til og med {ansoegning.runde.frist_text}. "
            "Indtil I sender igen, gælder det, I har sendt."
        )
