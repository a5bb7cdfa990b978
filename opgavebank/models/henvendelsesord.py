from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from opgavebank.choices import Ordslags
from opgavebank.models.henvendelse import Henvendelse
from rudersdal_frivillig.grundlag.models import Bruger


class HenvendelsesordQuerySet(models.QuerySet["Henvendelsesord"]):
    def seen_by_borger(self) -> Self:
        """What the citizen wrote or was sent. Notes are the institution's own."""
        return self.filter(slags__in=[Ordslags.SVAR, Ordslags.TILFOEJELSE])


class Henvendelsesord(models.Model):
    """A note, a call or a mail about an enquiry. Deleted with its content."""

    henvendelse = models.ForeignKey(
        Henvendelse, on_delete=models.CASCADE, related_name="ord"
    )
    slags = models.CharField(max_length=12, choices=Ordslags, default=Ordslags.NOTE)
    tekst = models.TextField(max_length=4000, blank=True)
    af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    oprettet_den = models.DateTimeField("skrevet", default=timezone.now)

    objects = HenvendelsesordQuerySet.as_manager()

    class Meta:
        ordering = [F("oprettet_den").desc(), "-pk"]
        verbose_name = "note"
        verbose_name_plural = "noter"
        constraints = [
            # A call may be noted without a word.
            models.CheckConstraint(
                name="henvendelsesord_says_something",
                condition=Q(slags=Ordslags.OPKALD) | ~Q(tekst=""),
                violation_error_message="Skriv noget.",
            ),
            models.CheckConstraint(
                name="henvendelsesord_af_staff_or_borger",
                condition=Q(slags=Ordslags.TILFOEJELSE, af=None)
                | ~Q(slags=Ordslags.TILFOEJELSE) & Q(af__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_slags_display()
