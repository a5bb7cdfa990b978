from django.db import models
from django.utils.text import capfirst

from rudersdal_frivillig.grundlag.models import Institution

# Working days within which the portal promises an answer.
ANSWERED_WITHIN = 5


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
        return capfirst(self.as_words)

    @property
    def as_words(self) -> str:
        if self.hverdage == 0:
            return "svarer typisk samme dag"
        unit = "hverdag" if self.hverdage == 1 else "hverdage"
        return f"svarer typisk inden {self.hverdage} {unit}"


def answered_within(institution: Institution) -> int:
    """Working days in which a citizen is told to expect an answer.

    More than the portal's five where the place is known to be slower.
    """
    svartid = getattr(institution, "svartid", None)
    return max(ANSWERED_WITHIN, svartid.hverdage if svartid else 0)
