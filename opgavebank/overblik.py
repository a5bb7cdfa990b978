"""The frivilligoverblik as citizens read it, on the page of a place that wants it."""

from dataclasses import dataclass

from opgavebank import facts
from opgavebank.choices import Antal
from opgavebank.models import Frivilligindsats
from rudersdal_frivillig.grundlag.models import Institution


@dataclass(frozen=True)
class Overblik:
    """Rows (what, more about it), in Danish order."""

    i_gang: list[tuple[str, str]]
    mangler: list[tuple[str, str]]


def overblik(institution: Institution) -> Overblik | None:
    """Two queries, or none where the place does not show it."""
    if not institution.viser_frivilligoverblik:
        return None
    rows = institution.frivilligindsatser.all()
    return Overblik(
        i_gang=[(indsats.hvad, more(indsats)) for indsats in rows.in_progress()],
        mangler=[(indsats.hvad, indsats.behov) for indsats in rows.with_need()],
    )


def more(indsats: Frivilligindsats) -> str:
    """As in “Læsevennerne, hver uge, 3-5 frivillige”."""
    often = facts.how_often(indsats.hyppighed).lower()
    few = indsats.get_antal_display() if indsats.antal != Antal.IKKE_OPLYST else ""
    parts = [indsats.forening, often, few]
    text = ", ".join(part for part in parts if part)
    return text[0].upper() + text[1:]
