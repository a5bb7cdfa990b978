from django.db import models

from opgavebank.models.opslag import Opslag
from rudersdal_frivillig.grundlag.models import Arrangement


class Proevegang(models.Model):
    """A date on which one may try a continuous task, without promising more."""

    opslag = models.ForeignKey(
        Opslag, on_delete=models.CASCADE, related_name="proevegange"
    )
    arrangement = models.OneToOneField(
        Arrangement, on_delete=models.CASCADE, related_name="proevegang"
    )

    class Meta:
        ordering = ["arrangement__begynder", "pk"]
        verbose_name = "prøvegang"
        verbose_name_plural = "prøvegange"

    def __str__(self) -> str:
        return str(self.arrangement)
