from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from puljer import puljeside
from puljer.choices import Spoergsmaalsslags, Stoetteform
from puljer.models import Runde
from puljer.skemaindhold import Felt, Skemaindhold

register = template.Library()


@register.filter
def tidspunkt(moment: datetime) -> str:
    """A moment as a sentence says it: mandag 1. marts 2027 kl. 23.59."""
    return date_format(timezone.localtime(moment), "l j. F Y \\k\\l. H.i")


@register.filter
def beloeb(runde: Runde) -> str:
    return puljeside.beloeb(runde)


@register.filter
def stoetteform(skema: Skemaindhold) -> str:
    return str(Stoetteform(skema.stoetteform).label)


@register.filter
def slags(felt: Felt) -> str:
    return str(Spoergsmaalsslags(felt.slags).label)
