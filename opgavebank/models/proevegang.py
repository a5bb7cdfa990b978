from django.core.exceptions import ValidationError
from django.db import models

from opgavebank.choices import Form
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

    def clean(self) -> None:
        # Of two tables, so no constraint can say it.
        if not self.fits(self.opslag):
            raise ValidationError("Kun en fast opgave kan prøves en gang.")

    @staticmethod
    def fits(opslag: Opslag) -> bool:
        """Whether it is a task that goes on, so that there is something to try."""
        return opslag.form == Form.FAST
