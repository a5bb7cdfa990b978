from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from opgavebank import facts, svartid
from opgavebank.choices import Sted
from opgavebank.models import Opslag, Svartid
from opgavebank.models import svartid as expected
from opgavebank.results import FacetState, OptionState
from rudersdal_frivillig.grundlag.models import Institution

register = template.Library()

# A page has some seventy of them; as a template they took twelve milliseconds, and with
# all of each escaped anew every time, three.
_HEAD = (
    '<div class="form-group-checkbox">'
    '<input class="form-checkbox" type="checkbox" id="{0}-{1}" name="{0}" value="{1}"'
    ' form="{2}"'
)
_MIDDLE = '><label class="form-label" for="{0}-{1}">{2} <span class="rf-antal">'
_TAIL = '<span class="rf-usynlig"> opslag</span></span></label></div>'


@register.simple_tag
def options(facet: FacetState, form: str) -> SafeString:
    """A checkbox for each, of the form with the id `form`."""
    drawn = []
    for option in facet.options:
        head, middle = _around(facet.name, option.value, option.label, form)
        number = _number(option.count)
        drawn.append(f"{head}{_state(option)}{middle}{number}{_TAIL}")
    return mark_safe("\n".join(drawn))


@lru_cache(maxsize=1000)
def _around(name: str, value: str, label: str, form: str) -> tuple[str, str]:
    """What stands before its state, and before its number."""
    return format_html(_HEAD, name, value, form), format_html(
        _MIDDLE, name, value, label
    )


def _state(option: OptionState) -> str:
    if option.is_chosen:
        return " checked"
    return "" if option.count else " disabled"


def _number(count: int) -> str:
    """As `intcomma`, which asks each time what language it is."""
    return f"{count:,}".replace(",", ".")


@register.filter
def short_facts(opslag: Opslag) -> list[str]:
    return facts.short(opslag)


@register.filter
def answered_within(institution: Institution) -> int:
    return expected.answered_within(institution)


@register.filter
def promise(institution: Institution) -> Svartid | None:
    return svartid.promise(institution)


@register.filter
def lines(text: str) -> list[str]:
    """A text with one thing on each line, as a list."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def distance_to(distances: dict[int, float], opslag: Opslag) -> str:
    """Roughly, since only the middle of an area is known. Nothing without distances."""
    if opslag.sted == Sted.HJEMMEFRA or not distances:
        return ""
    if opslag.omraade_id not in distances:
        return ""
    km = round(distances[opslag.omraade_id])
    return f" · ca. {km} km væk" if km else " · under 1 km væk"


@register.filter
def coordinates(middle: tuple[float, float]) -> str:
    """For a script: “55.843,12.429”."""
    return f"{middle[0]},{middle[1]}"
