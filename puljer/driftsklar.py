"""Whether a pool can be put in operation: what it lacks, and what to think of."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from puljer.models import Pulje, Runde
from puljer.retstekster import keys_for
from puljer.skemaindhold import FIXED
from rudersdal_frivillig.grundlag.models import Retstekst
from rudersdal_frivillig.grundlag.workdays import is_working_day

_NEEDED = {
    "manchet": "Skriv en eller to sætninger om puljen.",
    "hvad_kan_i_faa": "Skriv, hvad man kan få tilskud til.",
    "hvem_kan_soege": "Skriv, hvem der kan søge.",
    "ansoegertyper": "Vælg, hvem der kan søge.",
    "hjemmel": "Skriv hjemlen.",
    "kompetent_organ": "Skriv, hvem der afgør.",
    "vilkaar": "Vælg den retstekst, der har vilkårene.",
    "kle_nummer": "Skriv KLE-nummeret.",
    "sagsnummer": "Skriv sagsnummeret.",
    "kontakt_funktion": "Skriv, hvem man kan spørge.",
    "kontakt_telefon": "Skriv et telefonnummer, man kan ringe til.",
    "kontakt_email": "Skriv en e-mail, man kan skrive til.",
    "udfyldes_paa_minutter": "Skriv, hvor lang tid det tager at udfylde.",
}


def lacks(pulje: Pulje) -> list[str]:
    """Sentences of what must be there first. In the demo texts may be drafts."""
    return [
        *(text for name, text in _NEEDED.items() if not getattr(pulje, name)),
        *_lacks_rows(pulje),
        *_lacks_texts(pulje),
    ]


def _lacks_rows(pulje: Pulje) -> Iterator[str]:
    if not 4 <= pulje.adgangskrav.count() <= 6:
        yield "Skriv fire til seks spørgsmål til “Kan I søge?”."
    if not pulje.kriterier.exists():
        yield "Skriv mindst ét kriterium."
    if not pulje.sagsbehandlere.exists():
        yield "Vælg mindst én sagsbehandler."
    yield from _lacks_questions(pulje)
    yield from _lacks_rounds(pulje)


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
            question.full_clean()
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
    in_use = {text.noegle: text for text in Retstekst.objects.in_use()}
    for key in keys_for(pulje):
        text = in_use.get(key)
        if text is None:
            yield f"Retsteksten “{key}” findes ikke."
        elif text.is_udkast and not settings.DEMO:
            yield f"Retsteksten “{text.titel}” er ikke godkendt af en jurist."


def warnings(runde: Runde) -> list[str]:
    """What someone may not have thought of about a deadline. They stop no one."""
    if runde.frist is None:
        return []
    return list(_warnings(timezone.localtime(runde.frist)))


def _warnings(frist: datetime) -> Iterator[str]:
    day = frist.date()
    said = date_format(frist, "l j. F Y")
    if day.weekday() >= 5:
        yield f"Fristen er en {said}. I en weekend kan ingen svare på spørgsmål."
    elif not is_working_day(day):
        yield f"Fristen er {said}, hvor kommunen har lukket."
    night = [frist + timedelta(hours=hours) for hours in (-12, 12)]
    if len({timezone.localtime(t).utcoffset() for t in night}) > 1:
        yield f"Uret stilles om den nat, fristen er ({said})."
