from typing import Any

from django import template

from puljer import opslag, puljeside, tidspunkt
from puljer.choices import Spoergsmaalsslags, Stoetteform
from puljer.models import Ansoegning, Runde
from puljer.skemaindhold import Felt, Skemaindhold

register = template.Library()


register.filter("tidspunkt", tidspunkt.said)


@register.inclusion_tag("puljer/startet_fra.html")
def startet_fra(ansoegning: Ansoegning) -> dict[str, Any]:
    """The post that it began with, on a page of those who are in it."""
    return {"udgangspunkt": opslag.of(ansoegning)}


@register.filter
def beloeb(runde: Runde) -> str:
    return puljeside.beloeb(runde)


@register.filter
def stoetteform(skema: Skemaindhold) -> str:
    return str(Stoetteform(skema.stoetteform).label)


@register.filter
def slags(felt: Felt) -> str:
    return str(Spoergsmaalsslags(felt.slags).label)
