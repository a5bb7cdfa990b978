from django.db import models

from rudersdal_frivillig.grundlag.models import Institution


class Svartid(models.Model):
    """In how many working days a place typically answers. Absent until it is known."""

    institution = models.OneToOneField(
        Institution, on_delete=models.CASCADE, related_name="svartid"
    )
    hverdage = models.PositiveSmallIntegerField()
    antal = models.PositiveSmallIntegerField(help_text="Henvendelser, det bygger på.")
    beregnet_den = models.DateTimeField("beregnet", auto_now=True)

    class Meta:
        verbose_name = "svartid"
        verbose_name_plural = "svartider"

    def __str__(self) -> str:
        if self.hverdage == 0:
            return "Svarer typisk samme dag"
        unit = "hverdag" if self.hverdage == 1 else "hverdage"
        return f"Svarer typisk inden {self.hverdage} {unit}"
