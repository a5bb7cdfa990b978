"""A moment as a sentence says it, in Danish time: mandag 1. marts 2027 kl. 23.59."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def said(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), r"l j. F Y \k\l. H.i")
