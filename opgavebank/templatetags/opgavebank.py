from django import template

from opgavebank import facts
from opgavebank.models import Opslag

register = template.Library()


@register.filter
def short_facts(opslag: Opslag) -> list[str]:
    return facts.short(opslag)


@register.filter
def lines(text: str) -> list[str]:
    """A text with one thing on each line, as a list."""
    return [line.strip() for line in text.splitlines() if line.strip()]
