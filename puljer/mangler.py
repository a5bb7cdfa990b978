"""What an application lacks before it can be sent. The one place that knows.

The task list, the page that sends, and the action that receives ask here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from puljer import budget, skemaindhold
from puljer.choices import Ansoegertype, Budgetslags, Deltagerrolle, Spoergsmaalsslags
from puljer.models import Ansoegning, Budgetlinje
from puljer.skemaindhold import BUDGET, OM_JER, Felt, Skemaindhold
from rudersdal_frivillig.grundlag.amounts import format_oere
from rudersdal_frivillig.grundlag.longtext import count_words

_WHERE: dict[str, str] = {
    Budgetslags.UDGIFT: "udgifter",
    Budgetslags.INDTAEGT: "indtægter",
}


@dataclass(frozen=True)
class Mangel:
    """`felt` is the name of the field on the page `del_slug`."""

    del_slug: str
    felt: str
    tekst: str


def find(ansoegning: Ansoegning, skema: Skemaindhold | None = None) -> list[Mangel]:
    """In the order of the pages. Five queries."""
    skema = skema or skemaindhold.read(ansoegning.skema.indhold)
    return [
        *_om_jer(ansoegning, skema),
        *_svar(ansoegning, skema),
        *(_budget(ansoegning, skema) if skema.is_in_money else []),
    ]


def _om_jer(ansoegning: Ansoegning, skema: Skemaindhold) -> Iterator[Mangel]:
    kind = ansoegning.ansoegertype
    if kind not in skema.ansoegertyper:
        yield Mangel(OM_JER, "ansoegertype", "Vælg, hvem der søger.")
    needed = _NEEDED.get(kind, {}) | {"titel": "Giv projektet et navn."}
    for name, text in needed.items():
        if not getattr(ansoegning, name):
            yield Mangel(OM_JER, name, text)
    if kind == Ansoegertype.GRUPPE:
        yield from _gruppe(ansoegning)
    contacts = {d.rolle: d for d in ansoegning.deltagere.answering()}
    first = contacts.get(Deltagerrolle.ANSVARLIG)
    if first is None or not first.navn:
        yield Mangel(OM_JER, "kontakt_navn", "Skriv kontaktpersonens navn.")
    second = contacts.get(Deltagerrolle.MEDANSVARLIG)
    if second is None or not second.navn:
        yield Mangel(
            OM_JER,
            "kontakt2_navn",
            "Skriv en kontaktperson mere, som kan tage over, hvis I bliver forhindret.",
        )


_NEEDED: dict[str, dict[str, str]] = {
    Ansoegertype.FORENING: {
        "navn": "Skriv foreningens navn.",
        "cvr": "Skriv foreningens CVR-nummer.",
    },
    Ansoegertype.GRUPPE: {"navn": "Skriv, hvad I kalder jer."},
    Ansoegertype.INSTITUTION: {
        "institution": "Vælg institutionen.",
        "partner": "Skriv, hvem uden for kommunen I gør det sammen med.",
    },
}


def _gruppe(ansoegning: Ansoegning) -> Iterator[Mangel]:
    """Someone of age answers for a group, or an association does."""
    if ansoegning.vaert and not ansoegning.vaert_cvr:
        yield Mangel(OM_JER, "vaert_cvr", "Skriv værtsorganisationens CVR-nummer.")
    if not ansoegning.vaert and not ansoegning.is_myndig:
        yield Mangel(
            OM_JER,
            "is_myndig",
            "En gruppe skal have en kontaktperson, der er fyldt 18 år, eller en "
            "forening som vært.",
        )


def _svar(ansoegning: Ansoegning, skema: Skemaindhold) -> Iterator[Mangel]:
    slugs = {part.titel: part.slug for part in skema.dele}
    answered = {
        str(bilag.spoergsmaal)
        for bilag in ansoegning.bilag.current()
        if bilag.spoergsmaal
    }
    for felt in skema.asked(ansoegning.svar):
        is_file = felt.slags == Spoergsmaalsslags.FIL
        given: Any = ansoegning.svar.get(felt.noegle, "")
        has_answer = felt.noegle in answered if is_file else given not in ("", [], None)
        if felt.skal_besvares and not has_answer:
            yield Mangel(slugs[felt.afsnit], f"svar_{felt.noegle}", _ask(felt))
        elif felt.mest_ord and (words := count_words(given)) > felt.mest_ord:
            text = f"Kort svaret af til {felt.mest_ord} ord (nu {words}): {felt.tekst}"
            yield Mangel(slugs[felt.afsnit], f"svar_{felt.noegle}", text)


def _ask(felt: Felt) -> str:
    verb = "Vedlæg en fil" if felt.slags == Spoergsmaalsslags.FIL else "Svar på"
    return f"{verb}: {felt.tekst}"


def _budget(ansoegning: Ansoegning, skema: Skemaindhold) -> Iterator[Mangel]:
    lines = list(ansoegning.budgetlinjer.all())
    for text in _faulty_lines(lines):
        yield Mangel(BUDGET, "budget", text)
    sums = budget.add_up(
        lines,
        timer=ansoegning.frivilligtimer,
        timesats_oere=skema.timesats_oere,
    )
    for text in budget_faults(sums, ansoegning):
        yield Mangel(BUDGET, "budget", text)


def _faulty_lines(lines: Iterable[Budgetlinje]) -> Iterator[str]:
    """A draft is kept as it was left: with lines that lack a word or an amount."""
    for line in lines:
        if not line.tekst:
            amount = format_oere(line.beloeb_oere)
            yield f"Skriv, hvad de {amount} kr. under {_WHERE[line.slags]} er."
        elif not line.beloeb_oere:
            yield f"Skriv et beløb ud for “{line.tekst}”, eller fjern linjen."


def budget_faults(sums: budget.Budget, ansoegning: Ansoegning) -> Iterator[str]:
    """What is wrong with a budget, in sentences. *Udgifter = indtægter + ansøgt.*"""
    runde = ansoegning.runde
    if not sums.udgifter_oere:
        yield "Skriv, hvad pengene skal bruges til."
    elif sums.overskud_oere:
        more = format_oere(sums.overskud_oere)
        yield f"Indtægterne er {more} kr. større end udgifterne."
    elif not sums.ansoegt_oere:
        yield "Indtægterne dækker det hele, så der er ikke noget at søge om."
    elif sums.ansoegt_oere > runde.hoejst_oere:
        most = format_oere(runde.hoejst_oere)
        asked = format_oere(sums.ansoegt_oere)
        yield f"I søger om {asked} kr. Puljen giver højst {most} kr."
    elif sums.ansoegt_oere < runde.mindst_oere:
        least = format_oere(runde.mindst_oere)
        asked = format_oere(sums.ansoegt_oere)
        yield f"I søger om {asked} kr. Puljen giver mindst {least} kr."
    if sums.udgifter_oere and sums.lacks_egenandel(runde.egenandel_pct):
        hours = " eller med frivillige timer" if sums.timer_oere else ""
        yield (
            f"I skal selv dække mindst {runde.egenandel_pct} % af det hele med penge "
            f"fra jer selv eller andre{hours}."
        )
