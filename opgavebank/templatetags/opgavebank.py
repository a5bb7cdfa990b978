from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from opgavebank import facts
from opgavebank.choices import Sted
from opgavebank.models import Opslag
from opgavebank.results import FacetState, OptionState

register = template.Library()

# A page has some seventy of them; as a template they took twelve milliseconds.
_OPTION = (
    '<div class="form-group-checkbox">'
    '<input class="form-checkbox" type="checkbox" id="{0}-{1}" name="{0}" value="{1}"'
    ' form="{2}"{3}><label class="form-label" for="{0}-{1}">{4} '
    '<span class="rf-antal">{5}<span class="rf-usynlig"> opslag</span></span>'
    "</label></div>"
)


@register.simple_tag
def options(facet: FacetState, form: str) -> SafeString:
    """A checkbox for each, of the form with the id `form`."""
    return format_html_join(
        "\n",
        _OPTION,
        (
            (facet.name, o.value, form, _state(o), o.label, _number(o.count))
            for o in facet.options
        ),
    )


def _state(option: OptionState) -> SafeString:
    if option.is_chosen:
        return mark_safe(" checked")
    return mark_safe("" if option.count else " disabled")


def _number(count: int) -> str:
    return intcomma(count) if count > 999 else str(count)


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
