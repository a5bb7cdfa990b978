from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rudersdal_frivillig.grundlag import registry, typed
from rudersdal_frivillig.grundlag.amounts import format_oere
from rudersdal_frivillig.grundlag.markdown import to_html
from rudersdal_frivillig.grundlag.models import Retstekst
from rudersdal_frivillig.grundlag.workplace import Front, front

register = template.Library()


@register.simple_tag(takes_context=True)
def workplace(context: template.Context) -> Front:
    """What waits for who is logged in."""
    return front(context["request"])


@register.simple_tag
def additions(obj: Model) -> list[tuple[str, dict[str, Any]]]:
    """What other apps add to the page of `obj`: templates, each with its `panel`."""
    ours = registry.additions.get(obj._meta.label_lower, [])
    made = [(addition.template, addition.context(obj)) for addition in ours]
    return [(template, panel) for template, panel in made if panel is not None]


@register.filter
def markdown(text: str, manchet: str = "") -> SafeString:
    """With the class `manchet` on the first paragraph, if that is how it begins."""
    return to_html(text, manchet=manchet)


@register.filter
def has_udkast(retstekster: Iterable[Retstekst]) -> bool:
    return any(retstekst.is_udkast for retstekst in retstekster)


@register.simple_tag(takes_context=True)
def skema_af(context: Context) -> SafeString:
    """Hidden in a form: for whom it was drawn."""
    mark = typed.owner_mark(context["request"].user)
    return format_html('<input type="hidden" name="{}" value="{}">', typed.OWNER, mark)


@register.filter
def tel(number: str) -> str:
    """A Danish telephone number as the address of a call: `tel:+4546110000`."""
    digits = "".join(char for char in number if char.isdigit())
    return f"tel:+45{digits}" if len(digits) == 8 else f"tel:+{digits}"


@register.filter
def kroner(oere: int) -> str:
    """`4.000 kr.`, which is not broken over two lines."""
    return f"{format_oere(oere)}\u00a0kr."
