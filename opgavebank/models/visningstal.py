from django.db import models
from django.utils import timezone

from opgavebank.models.opslag import Opslag
from rudersdal_frivillig.grundlag.models import Institution


class Visningstal(models.Model):
    """How often the page of a post was rendered on a day. Of no person."""

    opslag = models.ForeignKey(Opslag, on_delete=models.SET_NULL, null=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    dag = models.DateField(default=timezone.localdate)
    antal = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "visningstal"
        verbose_name_plural = "visningstal"
        # What the numbers are for: to be read beside the others, on one page.
        permissions = [("view_statistik", "Kan se statistik")]
        constraints = [
            models.UniqueConstraint(
                name="visningstal_once_per_opslag_and_dag", fields=["opslag", "dag"]
            )
        ]
        indexes = [models.Index(fields=["dag", "institution"], name="visningstal_dag")]

    def __str__(self) -> str:
        return f"{self.opslag} {self.dag:%d.%m.%Y}: {self.antal}"
