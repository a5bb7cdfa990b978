from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from rudersdal_frivillig.grundlag.models.institution import Institution


class Lukkedag(models.Model):
    """Days on which a place is shut besides weekends and public holidays."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="lukkedage"
    )
    fra = models.DateField()
    til = models.DateField(help_text="Til og med denne dag.")
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["fra"]
        verbose_name = "lukkedag"
        verbose_name_plural = "lukkedage"
        constraints = [
            models.CheckConstraint(
                name="lukkedag_fra_before_til",
                condition=Q(til__gte=F("fra")) & Q(til__lte=F("fra") + timedelta(400)),
                violation_error_message="Slutdagen skal ligge efter startdagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fra:%d.%m.%Y}-{self.til:%d.%m.%Y}"
