"""What one version of an application says otherwise than the one before, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from puljer import fremvisning
from puljer.fremvisning import Afsnit, Budgettet, Post
from puljer.skemaindhold import BILAG, BUDGET, FIXED


@dataclass(frozen=True)
class Rettelse:
    """`hvor` is the question, under the heading of its part.

    Of the budget and the files only the lines that differ, as `is_lines` says.
    """

    hvor: str
    foer: str
    efter: str
    is_lines: bool = False


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Rettelse]:
    """In the order of the newer one; last what it does not have any more."""
    old, new = _rows(before), _rows(after)
    changed = [
        _rettelse(key, old.get(key, ""), text)
        for key, text in new.items()
        if old.get(key, "") != text
    ]
    gone = [
        _rettelse(key, text, "") for key, text in old.items() if key not in new and text
    ]
    return [*changed, *gone, *_files(before, after)]


def _rettelse(key: tuple[str, str, int], before: str, after: str) -> Rettelse:
    part, name, _ = key
    hvor = f"{part}: {name}"
    if part != FIXED[BUDGET]:
        return Rettelse(hvor, before, after)
    old, new = before.splitlines(), after.splitlines()
    gone = "\n".join(line for line in old if line not in new)
    come = "\n".join(line for line in new if line not in old)
    return Rettelse(hvor, gone, come, is_lines=True)


def _rows(indhold: Mapping[str, Any]) -> dict[tuple[str, str, int], str]:
    """Texts by part, question, and which of several questions of that name it is."""
    rows: dict[tuple[str, str, int], str] = {}
    # Files are compared by themselves: two may have one name.
    for part in fremvisning.read({**indhold, BILAG: []}):
        for name, text in _texts(part):
            number = sum(key[:2] == (part.titel, name) for key in rows)
            rows[part.titel, name, number] = text
    return rows


def _texts(part: Afsnit) -> list[tuple[str, str]]:
    texts = [(row.navn, "" if row.is_empty else row.tekst) for row in part.raekker]
    return [*texts, *(_of_budget(part.budget) if part.budget else [])]


def _of_budget(budget: Budgettet) -> list[tuple[str, str]]:
    return [
        ("Udgifter", _lines(budget.udgifter)),
        ("Indtægter", _lines(budget.indtaegter)),
        ("Der søges om", budget.ansoegt),
        ("Frivillige timer", budget.timer),
    ]


def _lines(posts: list[Post]) -> str:
    return "\n".join(f"{p.tekst} ({p.art.lower()}): {p.beloeb}" for p in posts)


def _files(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Rettelse]:
    old = {file["bilag"]: file["navn"] for file in before[BILAG]}
    new = {file["bilag"]: file["navn"] for file in after[BILAG]}
    gone = [name for pk, name in old.items() if pk not in new]
    come = [name for pk, name in new.items() if pk not in old]
    if not gone and not come:
        return []
    return [Rettelse("Filer", "\n".join(gone), "\n".join(come), is_lines=True)]
