from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from rudersdal_frivillig.grundlag.markdown import to_html
from rudersdal_frivillig.grundlag.models import Retstekst

register = template.Library()


@register.filter
def markdown(text: str, manchet: str = "") -> SafeString:
    """With the class `manchet` on the first paragraph, if that is how it begins."""
    return to_html(text, manchet=manchet)


@register.filter
def has_udkast(retstekster: Iterable[Retstekst]) -> bool:
    return any(retstekst.is_udkast for retstekst in retstekster)


@register.filter
def tel(number: str) -> str:
    """A Danish telephone number as the address of a call: `tel:+4546110000`."""
    digits = "".join(char for char in number if char.isdigit())
    return f"tel:+45{digits}" if len(digits) == 8 else f"tel:+{digits}"
