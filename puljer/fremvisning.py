"""An application as one reads it: on screen, on paper, in the admin and the journal.

Everything comes from one frozen content (`puljer.indhold.build`), so that all of them
say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.text import slugify

from puljer.choices import (
    Ansoegertype,
    Indtaegtsart,
    Spoergsmaalsslags,
    Udgiftsart,
)
from puljer.skemaindhold import BILAG, BUDGET, FIXED, OM_JER
from rudersdal_frivillig.grundlag.amounts import format_oere

NOTHING = "Ikke udfyldt"


@dataclass(frozen=True)
class Raekke:
    """A question and what was answered; `tekst` may have lines."""

    navn: str
    tekst: str

    @property
    def is_empty(self) -> bool:
        return self.tekst == NOTHING


@dataclass(frozen=True)
class Post:
    """A line of the budget, its amount as one reads it."""

    tekst: str
    art: str
    beloeb: str


@dataclass(frozen=True)
class Budgettet:
    udgifter: list[Post]
    indtaegter: list[Post]
    udgifter_i_alt: str
    indtaegter_i_alt: str
    ansoegt: str
    timer: str


@dataclass(frozen=True)
class Afsnit:
    """A part of an application, under the heading and slug of its page in the form."""

    slug: str
    titel: str
    raekker: list[Raekke]
    budget: Budgettet | None = None


def read(indhold: Mapping[str, Any]) -> list[Afsnit]:
    files = _files(indhold)
    return [
        Afsnit(OM_JER, FIXED[OM_JER], [*_om_jer(indhold[OM_JER]), *_opslag(indhold)]),
        *_svar(indhold["svar"], files),
        *_budget(indhold[BUDGET]),
        *_bilag(files.get("", [])),
    ]


def as_text(indhold: Mapping[str, Any]) -> str:
    """The whole of it as lines, for a mail."""
    lines: list[str] = []
    for part in read(indhold):
        lines += ["", part.titel.upper()]
        for row in part.raekker:
            lines += [f"{row.navn}:", row.tekst, ""]
        if part.budget:
            lines += _budget_lines(part.budget)
    return "\n".join(lines).strip()


def _budget_lines(budget: Budgettet) -> list[str]:
    posts = [
        f"{post.tekst} ({post.art.lower()}): {post.beloeb}"
        for post in (*budget.udgifter, *budget.indtaegter)
    ]
    hours = [f"Frivillige timer: {budget.timer}"] if budget.timer else []
    return [
        *posts,
        f"Udgifter i alt: {budget.udgifter_i_alt}",
        f"Indtægter i alt: {budget.indtaegter_i_alt}",
        f"I søger om: {budget.ansoegt}",
        *hours,
        "",
    ]


def _om_jer(om_jer: Mapping[str, Any]) -> list[Raekke]:
    kind = om_jer["ansoegertype"]
    place = om_jer["institution"]
    rows = [("Hvem søger", Ansoegertype(kind).label if kind else "")]
    if kind == Ansoegertype.INSTITUTION:
        rows += [
            ("Institution", place["navn"] if place else ""),
            ("Partner", om_jer["partner"]),
        ]
    else:
        rows += [("Navn", om_jer["navn"])]
    if kind == Ansoegertype.FORENING:
        rows += [("CVR-nummer", om_jer["cvr"])]
    if kind == Ansoegertype.GRUPPE:
        rows += _host(om_jer)
    rows += [
        ("Projektets navn", om_jer["titel"]),
        ("Kontaktperson", _contact(om_jer["kontakt"])),
        ("Anden kontaktperson", _contact(om_jer["kontakt2"])),
    ]
    return [_row(name, text) for name, text in rows]


def _opslag(indhold: Mapping[str, Any]) -> list[Raekke]:
    """Only where there was one; what was sent first does not know of it at all."""
    opslag = indhold.get("opslag")
    return [_row("Opslag", f"{opslag['titel']}, {opslag['sted']}")] if opslag else []


def _host(om_jer: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not om_jer["vaert"]:
        of_age = "Ja" if om_jer["is_myndig"] else ""
        return [("Kontaktpersonen er fyldt 18 år", of_age)]
    host = f"{om_jer['vaert']}, CVR-nummer {om_jer['vaert_cvr']}"
    return [("Værtsorganisation", host)]


def _contact(contact: Mapping[str, str] | None) -> str:
    return ", ".join(part for part in (contact or {}).values() if part)


def _row(name: str, text: str) -> Raekke:
    return Raekke(name, text or NOTHING)


def _svar(rows: list[dict[str, Any]], files: dict[str, list[str]]) -> list[Afsnit]:
    return [
        Afsnit(
            slugify(title),
            title,
            [
                _row(row["spoergsmaal"], answer_text(row, files.get(row["noegle"])))
                for row in group
            ],
        )
        for title, group in groupby(rows, key=lambda row: row["afsnit"])
    ]


def answer_text(row: Mapping[str, Any], files: list[str] | None = None) -> str:
    """An answer in words, by the kind of its question; empty where there is none."""
    said = row["svar"]
    if row["slags"] == Spoergsmaalsslags.FIL:
        return "\n".join(files or [])
    if said in ("", None, []):
        return ""
    if row["slags"] == Spoergsmaalsslags.BELOEB:
        return f"{format_oere(said)} kr."
    if row["slags"] == Spoergsmaalsslags.DATO:
        return date_format(date.fromisoformat(said), "j. F Y")
    return "\n".join(said) if isinstance(said, list) else str(said)


def _budget(budget: Mapping[str, Any] | None) -> list[Afsnit]:
    if budget is None:
        return []
    hours, worth = budget["frivilligtimer"], budget["timer_oere"]
    said = f"{hours}, sat til {_kroner(worth)}" if worth else str(hours)
    made = Budgettet(
        udgifter=[
            Post(row["tekst"], Udgiftsart(row["art"]).label, _kroner(row["oere"]))
            for row in budget["udgifter"]
        ],
        indtaegter=[
            Post(row["tekst"], Indtaegtsart(row["art"]).label, _kroner(row["oere"]))
            for row in budget["indtaegter"]
        ],
        udgifter_i_alt=_kroner(budget["udgifter_oere"]),
        indtaegter_i_alt=_kroner(budget["indtaegter_oere"]),
        ansoegt=_kroner(budget["ansoegt_oere"]),
        timer=said if hours else "",
    )
    return [Afsnit(BUDGET, FIXED[BUDGET], [], made)]


def _kroner(oere: int) -> str:
    return f"{format_oere(oere)} kr."


def _files(indhold: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was attached, by the key of the question it answers, or by ""."""
    found: dict[str, list[str]] = {}
    for file in indhold[BILAG]:
        said = f"{file['navn']} ({filesizeformat(file['stoerrelse'])})"
        found.setdefault(file["spoergsmaal"], []).append(said)
    return found


def _bilag(files: list[str]) -> list[Afsnit]:
    rows = [Raekke("Vedlagt", "\n".join(files))] if files else []
    return [Afsnit(BILAG, FIXED[BILAG], rows)] if rows else []
