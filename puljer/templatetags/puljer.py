from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def tidspunkt(moment: datetime) -> str:
    """A moment as a sentence says it: mandag 1. marts 2027 kl. 23.59."""
    return date_format(timezone.localtime(moment), "l j. F Y \\k\\l. H.i")
