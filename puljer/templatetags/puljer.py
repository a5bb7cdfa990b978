from django import template

from puljer import puljeside, tidspunkt
from puljer.choices import Spoergsmaalsslags, Stoetteform
from puljer.models import Runde
from puljer.skemaindhold import Felt, Skemaindhold

register = template.Library()


register.filter("tidspunkt", tidspunkt.said)


@register.filter
def beloeb(runde: Runde) -> str:
    return puljeside.beloeb(runde)


@register.filter
def stoetteform(skema: Skemaindhold) -> str:
    return str(Stoetteform(skema.stoetteform).label)


@register.filter
def slags(felt: Felt) -> str:
    return str(Spoergsmaalsslags(felt.slags).label)
