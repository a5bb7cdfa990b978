from typing import Self

from django.db import models
from django.utils import timezone

from puljer.models.ansoegning import Ansoegning
from rudersdal_frivillig.grundlag.models import Fil


class BilagQuerySet(models.QuerySet["Bilag"]):
    def current(self) -> Self:
        """Those of the working copy."""
        return self.filter(fjernet_den=None)


class Bilag(models.Model):
    """A file in an application.

    One that was taken out stays while a version that was sent holds it.
    """

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.CASCADE, related_name="bilag"
    )
    # The question it answers; empty for what one wished to add.
    spoergsmaal = models.UUIDField("spørgsmål", null=True, blank=True)
    fil = models.ForeignKey(Fil, on_delete=models.PROTECT, related_name="+")
    vedlagt_den = models.DateTimeField("vedlagt", default=timezone.now)
    fjernet_den = models.DateTimeField("fjernet", null=True, blank=True)

    objects = BilagQuerySet.as_manager()

    class Meta:
        ordering = ["vedlagt_den", "pk"]
        verbose_name = "bilag"
        verbose_name_plural = "bilag"

    def __str__(self) -> str:
        return self.fil.navn
