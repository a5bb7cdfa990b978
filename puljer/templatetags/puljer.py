from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from puljer import opslag
from puljer.models import Ansoegning

register = template.Library()


@register.inclusion_tag("puljer/startet_fra.html")
def startet_fra(ansoegning: Ansoegning) -> dict[str, Any]:
    """The post that it began with, on a page of those who are in it."""
    return {"udgangspunkt": opslag.of(ansoegning)}


@register.filter
def tidspunkt(moment: datetime) -> str:
    """A moment as a sentence says it: mandag 1. marts 2027 kl. 23.59."""
    return date_format(timezone.localtime(moment), "l j. F Y \\k\\l. H.i")
