"""An opslag's facts in words, in the order people decide by."""

from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.text import capfirst

from opgavebank.choices import (
    Boerneattest,
    EgnetFor,
    Form,
    Hyppighed,
    Maalgruppe,
    Maaned,
    Sted,
    Tidspunkt,
)
from opgavebank.models import Opslag

_WITHOUT_DURATION = {
    Hyppighed.EN_GANG: "En enkelt gang",
    Hyppighed.DAGLIG: "Hver dag",
    Hyppighed.UGENTLIG: "Hver uge",
    Hyppighed.HVER_ANDEN_UGE: "Hver anden uge",
    Hyppighed.MAANEDLIG: "Hver måned",
    Hyppighed.KVARTALSVIS: "Hvert kvartal",
    Hyppighed.FAA_GANGE_OM_AARET: "Få gange om året",
    Hyppighed.EFTER_AFTALE: "Efter aftale",
}
_WITH_DURATION = {
    Hyppighed.EN_GANG: "{}, en enkelt gang",
    Hyppighed.FAA_GANGE_OM_AARET: "{}, få gange om året",
    Hyppighed.EFTER_AFTALE: "{} ad gangen",
}
_TIMES = {
    Tidspunkt.HVERDAG_FORMIDDAG: "hverdage om formiddagen",
    Tidspunkt.HVERDAG_EFTERMIDDAG: "hverdage om eftermiddagen",
    Tidspunkt.AFTEN: "om aftenen",
    Tidspunkt.WEEKEND: "i weekenden",
}
_DAYTIME = {Tidspunkt.HVERDAG_FORMIDDAG, Tidspunkt.HVERDAG_EFTERMIDDAG}


def duration(minutes: int) -> str:
    """In hours and minutes: 90 is "1½ time", 45 "45 minutter"."""
    hours, rest = divmod(minutes, 60)
    if rest == 30 and hours:
        return f"{hours}½ time" if hours == 1 else f"{hours}½ timer"
    parts = []
    if hours:
        parts.append("1 time" if hours == 1 else f"{hours} timer")
    if rest:
        parts.append("1 minut" if rest == 1 else f"{rest} minutter")
    return " og ".join(parts)


def day(date: date | None) -> str:
    return date_format(date, "l j. F Y") if date else ""


def how_often(hyppighed: str) -> str:
    return _WITHOUT_DURATION[Hyppighed(hyppighed)]


def omfang(opslag: Opslag) -> str:
    hyppighed = Hyppighed(opslag.hyppighed)
    if opslag.varighed_min:
        pattern = _WITH_DURATION.get(hyppighed, f"{{}} {hyppighed.label}")
        text = pattern.format(duration(opslag.varighed_min))
    else:
        text = how_often(hyppighed)
    return ", ".join(part for part in (text, opslag.omfang_note) if part)


def tidspunkter(opslag: Opslag) -> str:
    """As one says it: "Hverdage i dagtimerne, om aftenen og i weekenden"."""
    chosen = {*opslag.tidspunkter}
    if chosen == {Tidspunkt.FLEKSIBELT}:
        return Tidspunkt.FLEKSIBELT.label
    times = [words for value, words in _TIMES.items() if value in chosen]
    if chosen >= _DAYTIME:
        times[:2] = ["hverdage i dagtimerne"]
    text = " og ".join(part for part in (", ".join(times[:-1]), *times[-1:]) if part)
    if Tidspunkt.FLEKSIBELT in chosen:
        text += " eller efter aftale"
    return capfirst(text)


def hvornaar(opslag: Opslag) -> str:
    parts = [tidspunkter(opslag)]
    if opslag.fra_maaned and opslag.til_maaned:
        fra, til = Maaned(opslag.fra_maaned).label, Maaned(opslag.til_maaned).label
        parts.append(f"fra {fra} til {til}" if fra != til else f"i {fra}")
    times = ", ".join(part for part in parts if part)
    return ". ".join(capfirst(part) for part in (times, opslag.tidspunkt_note) if part)


def hvor(opslag: Opslag) -> str:
    if opslag.sted == Sted.INSTITUTIONEN:
        first = f"{opslag.institution.navn}, {opslag.institution.postadresse}"
    else:
        first = f"{opslag.get_sted_display()}, {opslag.omraade}"
    return ". ".join(part for part in (first.rstrip(", "), opslag.sted_note) if part)


def hvem(opslag: Opslag) -> str:
    return _listed(opslag.maalgrupper, Maalgruppe)


# What is said to each of those whom a task suits.
_INVITATIONS = {
    EgnetFor.ENKELTPERSONER: "Du kan komme alene. Nogen tager imod dig.",
    EgnetFor.GRUPPER: "Er I en flok venner eller kolleger, kan I tage opgaven sammen.",
    EgnetFor.FORENINGER: "Er I en forening, kan I tage opgaven som jeres. Ring, så "
    "aftaler vi hvordan.",
    EgnetFor.PAAROERENDE: "Kender du stedet som pårørende, er du også velkommen.",
    EgnetFor.ILDSJAELE: "Brænder du for at sætte noget i gang, så tag din idé med.",
    EgnetFor.FAMILIER: "Familier er velkomne. Tag børnene med.",
    EgnetFor.UNGE_UNDER_18: "Du må gerne være under 18 år.",
}


def invitations(opslag: Opslag) -> list[str]:
    """A sentence to each kind of people whom the task suits."""
    return [text for value, text in _INVITATIONS.items() if value in opslag.egnet_for]


def erfaring(opslag: Opslag) -> list[tuple[str, str]]:
    """What one must or may know already, as rows."""
    if opslag.erfaring_kraeves:
        return [("Du kan", opslag.kompetencer or "Erfaring er nødvendig")]
    return [
        ("Erfaring", "Ingen erfaring nødvendig"),
        ("Godt at have", opslag.kompetencer),
    ]


def pladser(opslag: Opslag) -> str:
    if opslag.pladser == 0:
        return "Alle, der har lyst"
    many = "En frivillig" if opslag.pladser == 1 else f"{opslag.pladser} frivillige"
    if opslag.is_taken:
        return f"{many}. Alle pladser er taget"
    left = opslag.pladser - opslag.antal_aftalt
    if left == opslag.pladser:
        return many
    return f"{many}. " + ("En plads er ledig" if left == 1 else f"{left} er ledige")


def tilbage(opslag: Opslag) -> str:
    """For the list, where some of the places are taken."""
    left = opslag.pladser - opslag.antal_aftalt
    if not opslag.antal_aftalt or left < 1:
        return ""
    return "En plads tilbage" if left == 1 else f"{left} pladser tilbage"


def short(opslag: Opslag) -> list[str]:
    """For the list: how much time, when, what is asked and how many places are left."""
    asked = opslag.boerneattest
    facts = [
        omfang(opslag),
        tidspunkter(opslag),
        asked.label if asked != Boerneattest.NEJ else "",
        tilbage(opslag),
    ]
    return [fact for fact in facts if fact]


def full(opslag: Opslag) -> list[tuple[str, str]]:
    """Rows (label, text) for the post's page, without the empty ones."""
    sprog = opslag.get_dansk_niveau_display()
    if opslag.andre_sprog:
        sprog += f". Det hjælper også, hvis du taler {opslag.andre_sprog}"
    says_form = opslag.form in (Form.PERIODE, Form.LOEBENDE)
    rows = [
        ("Hvornår", hvornaar(opslag)),
        ("Hvor længe", omfang(opslag)),
        ("Form", opslag.get_form_display() if says_form else ""),
        ("Begynder", day(opslag.starter)),
        ("Slutter", day(opslag.slutter)),
        ("Hvor", hvor(opslag)),
        ("Hvem", hvem(opslag)),
        *erfaring(opslag),
        ("Sprog", sprog),
        ("Plads til", pladser(opslag)),
        ("Arrangør", opslag.forening_navn or "Rudersdal Kommune"),
    ]
    return [(label, text) for label, text in rows if text]


def _listed(values: list[str], enum: type[TextChoices]) -> str:
    labels = [label for value, label in enum.choices if value in values]
    return capfirst(", ".join(label[0].lower() + label[1:] for label in labels))
