"""Whether a pool can be put in operation: what it lacks, and what to think of."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from puljer.models import Pulje, Runde
from puljer.models.runde import FRIST_COVERS
from puljer.retstekster import in_use, keys_for
from puljer.skemaindhold import FIXED
from rudersdal_frivillig.grundlag.amounts import format_oere
from rudersdal_frivillig.grundlag.workdays import is_working_day

# Fields that must be filled in, by the line of the checklist that they belong to.
_NEEDED = {
    "Puljens tekster": {
        "manchet": "Skriv en eller to sætninger om puljen.",
        "hvad_kan_i_faa": "Skriv, hvad man kan få tilskud til.",
        "hvem_kan_soege": "Skriv, hvem der kan søge.",
        "ansoegertyper": "Vælg, hvem der kan søge.",
        "udfyldes_paa_minutter": "Skriv, hvor lang tid det tager at udfylde.",
    },
    "Hvem man kan spørge": {
        "kontakt_funktion": "Skriv, hvem man kan spørge.",
        "kontakt_telefon": "Skriv et telefonnummer, man kan ringe til.",
        "kontakt_email": "Skriv en e-mail, man kan skrive til.",
    },
    "Hjemmel og sag": {
        "hjemmel": "Skriv hjemlen.",
        "kompetent_organ": "Skriv, hvem der afgør.",
        "kle_nummer": "Skriv KLE-nummeret.",
        "sagsnummer": "Skriv sagsnummeret.",
    },
}
# Up to this amount so many questions will do, and one more for each further amount.
_SMALL_OERE, _FEW, _ONE_MORE_OERE = 10_000_00, 6, 5_000_00


@dataclass(frozen=True)
class Punkt:
    """A line of the checklist. `lacks` are sentences; none when it is done."""

    titel: str
    lacks: list[str]


def tjekliste(pulje: Pulje) -> list[Punkt]:
    """What must be there before the pool goes live. In the demo texts may be drafts."""
    filled_in = [
        Punkt(
            titel, [said for name, said in needed.items() if not getattr(pulje, name)]
        )
        for titel, needed in _NEEDED.items()
    ]
    rest: dict[str, Callable[[Pulje], Iterator[str]]] = {
        "Spørgsmål til “Kan I søge?”": _lacks_krav,
        "Kriterier": _lacks_kriterier,
        "Spørgsmål i ansøgningen": _lacks_questions,
        "Runder": _lacks_rounds,
        "Retstekster": _lacks_texts,
        "Sagsbehandlere": _lacks_staff,
    }
    return [*filled_in, *(Punkt(titel, [*find(pulje)]) for titel, find in rest.items())]


def lacks(pulje: Pulje) -> list[str]:
    """All that the checklist says is missing."""
    return [said for punkt in tjekliste(pulje) for said in punkt.lacks]


def _lacks_krav(pulje: Pulje) -> Iterator[str]:
    if not 4 <= pulje.adgangskrav.count() <= 6:
        yield "Skriv fire til seks spørgsmål til “Kan I søge?”."


def _lacks_kriterier(pulje: Pulje) -> Iterator[str]:
    if not pulje.kriterier.exists():
        yield "Skriv mindst ét kriterium."


def _lacks_staff(pulje: Pulje) -> Iterator[str]:
    if not pulje.sagsbehandlere.exists():
        yield "Vælg mindst én sagsbehandler."


def _lacks_questions(pulje: Pulje) -> Iterator[str]:
    questions = list(pulje.spoergsmaal.select_related("vis_hvis"))
    if not questions:
        yield "Skriv mindst ét spørgsmål."
    titles = {s.afsnit for s in questions}
    slugs = Counter([*map(slugify, titles), *FIXED])
    for title in sorted(titles):
        if slugs[slugify(title)] > 1 or not slugify(title):
            yield f"Afsnittet “{title}” skal have et andet navn."
    for question in questions:
        try:
            # The rest of what may be true of a row the database holds.
            question.clean()
        except ValidationError as error:
            yield f"“{question}”: {' '.join(error.messages)}"


def _lacks_rounds(pulje: Pulje) -> Iterator[str]:
    rounds = pulje.runder.filter(lukket_den=None)
    if not rounds:
        yield "Lav mindst én runde."
    for runde in rounds:
        if pulje.is_in_money and not runde.hoejst_oere:
            yield f"Skriv, hvor meget man højst kan søge i “{runde.navn}”."
        if not runde.svar_senest and not pulje.svar_hverdage:
            yield f"Skriv, hvornår man får svar i “{runde.navn}”."


def _lacks_texts(pulje: Pulje) -> Iterator[str]:
    if not pulje.vilkaar:
        yield "Vælg den retstekst, der har vilkårene."
    texts = {text.noegle: text for text in in_use(pulje)}
    for key in keys_for(pulje):
        text = texts.get(key)
        if text is None:
            yield f"Retsteksten “{key}” findes ikke."
        elif text.is_udkast and not settings.DEMO:
            yield f"Retsteksten “{text.titel}” er ikke godkendt af en jurist."


def burden(pulje: Pulje) -> str:
    """A sentence where much is asked for little money. It stops no one."""
    rounds = pulje.runder.filter(lukket_den=None)
    most = max((runde.hoejst_oere for runde in rounds), default=0)
    asked = pulje.spoergsmaal.count()
    fitting = _FEW + max(0, most - _SMALL_OERE) // _ONE_MORE_OERE
    if not most or asked <= fitting:
        return ""
    takes = f", og det tager {pulje.udfyldes_paa_minutter} minutter at svare"
    return (
        f"{asked} spørgsmål er mange, når man højst kan få {format_oere(most)} kr."
        f"{takes if pulje.udfyldes_paa_minutter else ''}: Overvej, om {fitting} er nok."
    )


def warnings(runde: Runde) -> list[str]:
    """What someone may not have thought of about a deadline. They stop no one."""
    return warnings_of(runde.frist) if runde.frist else []


def warnings_of(frist: datetime) -> list[str]:
    return list(_warnings(timezone.localtime(frist)))


def _warnings(frist: datetime) -> Iterator[str]:
    day = frist.date()
    said = date_format(frist, "l j. F Y")
    if frist + FRIST_COVERS <= timezone.now():
        yield f"Fristen er allerede nået ({said})."
    if day.weekday() >= 5:
        yield f"Fristen er {said}. I en weekend kan ingen svare på spørgsmål."
    elif not is_working_day(day):
        yield f"Fristen er {said}, hvor kommunen har lukket."
    night = [frist + timedelta(hours=hours) for hours in (-12, 12)]
    if len({timezone.localtime(t).utcoffset() for t in night}) > 1:
        yield f"Uret stilles om den nat, fristen er ({said})."
