from typing import Any

from django import template

from puljer import opslag, puljeside, tidspunkt
from puljer.choices import Spoergsmaalsslags, Stoetteform
from puljer.models import Ansoegning, Runde
from puljer.skemaindhold import Felt, Skemaindhold

register = template.Library()


register.filter("tidspunkt", tidspunkt.said)


@register.inclusion_tag("puljer/timer_fra_opslag.html")
def timer_fra_opslag(ansoegning: Ansoegning) -> dict[str, Any]:
    """How the hours were reckoned, while they are still what the post says."""
    found = opslag.of(ansoegning)
    is_so = found is not None and found.timer == ansoegning.frivilligtimer > 0
    return {"udgangspunkt": found if is_so else None}


@register.filter
def beloeb(runde: Runde) -> str:
    return puljeside.beloeb(runde)


@register.filter
def stoetteform(skema: Skemaindhold) -> str:
    return str(Stoetteform(skema.stoetteform).label)


@register.filter
def slags(felt: Felt) -> str:
    return str(Spoergsmaalsslags(felt.slags).label)
