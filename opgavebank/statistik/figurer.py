"""The charts of the statistics, each with its words and its numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format

from opgavebank.charts import Chart, Value, chart
from opgavebank.statistik.tal import PROMPT, Statistik, Tal
from opgavebank.statistik.words import FEW, between, count, few, month_name

# Working days to an answer, as columns: label, the first day and the last.
SPANS = [
    ("samme dag", 0, 0),
    ("1", 1, 1),
    ("2", 2, 2),
    ("3-5", 3, 5),
    ("6-10", 6, 10),
    ("over 10", 11, 100_000),
]


@dataclass(frozen=True)
class Figur:
    """`legend` is what filled and hollow parts are, if there are both."""

    noegle: str
    titel: str
    beskrivelse: str
    chart: Chart
    heads: list[str]
    rows: list[list[str]]
    legend: tuple[str, ...] = ()


def figurer(tal: Statistik, *, is_guarded: bool) -> list[Figur]:
    said = few if is_guarded else count
    if is_guarded:
        # How high a part is would say what its number does not.
        asked = _monthly(tal, "Henvendelser", lambda t: (t.henvendelser,), said)
    else:
        legend = ("besvaret", "ikke besvaret")
        asked = _monthly(tal, "Henvendelser", _answered_or_not, said, legend)
    made = _monthly(tal, "Aftaler", lambda t: (t.aftalt,), said)
    seen = _monthly(tal, "Visninger af opslag", lambda t: (t.visninger,), count)
    whole = tal.total()
    times = [_svartid(whole, said)] if whole.typisk is not None else []
    return [asked, made, *times, seen]


def _answered_or_not(tal: Tal) -> tuple[int, int]:
    return tal.besvaret, tal.henvendelser - tal.besvaret


def _monthly(
    tal: Statistik,
    titel: str,
    parts: Callable[[Tal], tuple[int, ...]],
    said: Callable[[int], str],
    legend: tuple[str, ...] = (),
) -> Figur:
    values, rows = [], []
    first, last = tal.periode.first, tal.periode.last
    for month, counted in tal.per_month().items():
        drawn = parts(counted)
        # The year stands where it begins, and at the first of all.
        year = str(month.year) if month.month == 1 or month == first else ""
        label = date_format(month, "b").rstrip(".")
        values.append(_value(label, drawn, said, year))
        split = [said(part) for part in drawn] if legend else []
        rows.append([month_name(month), said(sum(drawn)), *split])
    return Figur(
        noegle=titel.split()[0].lower(),
        titel=titel,
        beskrivelse=f"En søjle for hver måned, {between(first, last)}. "
        "Tallene står i tabellen under diagrammet.",
        chart=chart(values),
        heads=["Måned", titel, *(name.capitalize() for name in legend)],
        rows=rows,
        legend=legend,
    )


def _svartid(tal: Tal, said: Callable[[int], str]) -> Figur:
    values, rows = [], []
    for label, first, last in SPANS:
        antal = sum(first <= days <= last for days in tal.svartider)
        values.append(_value(label, (antal,), said))
        rows.append([label.capitalize(), said(antal)])
    return Figur(
        noegle="svartid",
        titel="Hverdage, før der kom svar",
        beskrivelse=f"Hvor mange svar der kom efter hvor mange hverdage. Målet er "
        f"{PROMPT}. Tallene står i tabellen under diagrammet.",
        chart=chart(values),
        heads=["Hverdage", "Svar"],
        rows=rows,
    )


def _value(
    label: str, parts: tuple[int, ...], said: Callable[[int], str], below: str = ""
) -> Value:
    whole = sum(parts)
    text = said(whole)
    if text != count(whole):
        return Value(label, (FEW - 1,), f"<{FEW}", below)
    return Value(label, parts, text if whole else "", below)
