from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puljer.choices import Retning
from puljer.models.ansoegning import Ansoegning
from rudersdal_frivillig.grundlag.models import Bruger

LONGEST_BESKED = 4000
_IS_FROM_STAFF = Q(retning=Retning.TIL_ANSOEGER)


class BeskedQuerySet(models.QuerySet["Besked"]):
    def unread_by_staff(self) -> Self:
        return self.exclude(_IS_FROM_STAFF).filter(laest_den=None)


class Besked(models.Model):
    """A message on the case, between the applicant and the caseworkers."""

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.PROTECT, related_name="beskeder"
    )
    retning = models.CharField(max_length=12, choices=Retning)
    tekst = models.TextField(max_length=LONGEST_BESKED)
    # Of an applicant the name at the time; the link that was used tells who it was.
    afsender = models.CharField(max_length=100, blank=True)
    skrevet_den = models.DateTimeField("skrevet", default=timezone.now)
    skrevet_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    laest_den = models.DateTimeField("læst", null=True, blank=True)

    objects = BeskedQuerySet.as_manager()

    class Meta:
        ordering = ["skrevet_den", "pk"]
        verbose_name = "besked"
        verbose_name_plural = "beskeder"
        constraints = [
            models.CheckConstraint(
                name="besked_from_staff_says_by_whom",
                condition=_IS_FROM_STAFF & Q(skrevet_af__isnull=False)
                | ~_IS_FROM_STAFF & Q(skrevet_af=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Besked {self.get_retning_display().lower()}"
