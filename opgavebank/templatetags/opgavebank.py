from django import template

from opgavebank import facts
from opgavebank.choices import Sted
from opgavebank.models import Opslag

register = template.Library()


@register.filter
def short_facts(opslag: Opslag) -> list[str]:
    return facts.short(opslag)


@register.filter
def lines(text: str) -> list[str]:
    """A text with one thing on each line, as a list."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def distance_to(distances: dict[int, float], opslag: Opslag) -> str:
    """Roughly, since only the middle of an area is known."""
    if opslag.sted == Sted.HJEMMEFRA or opslag.omraade_id not in distances:
        return ""
    km = round(distances[opslag.omraade_id])
    return f" · ca. {km} km væk" if km else " · under 1 km væk"


@register.filter
def coordinates(middle: tuple[float, float]) -> str:
    """For a script: “55.843,12.429”."""
    return f"{middle[0]},{middle[1]}"
