from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class AdgangQuerySet(models.QuerySet["Adgang"]):
    def about(self, obj: models.Model) -> Self:
        return self.filter(objekt_type=obj._meta.label_lower, objekt_id=str(obj.pk))

    def due_for_deletion(self, days: int = 90) -> Self:
        """Links that ran out more than `days` days ago."""
        return self.filter(udloeber_den__lt=timezone.now() - timedelta(days=days))


class Adgang(models.Model):
    """A right to one object, for whoever reads the mail sent to `email`.

    The mail carries a signed token for this row. The row is no key in itself.
    """

    email = models.EmailField()
    rolle = models.CharField(max_length=40)
    objekt_type = models.CharField(max_length=60)
    objekt_id = models.CharField(max_length=40)
    oprettet_den = models.DateTimeField("sendt", default=timezone.now)
    udloeber_den = models.DateTimeField("udløber")
    brugt_den = models.DateTimeField("sidst brugt", null=True, blank=True)
    tilbagekaldt_den = models.DateTimeField("tilbagekaldt", null=True, blank=True)

    objects = AdgangQuerySet.as_manager()

    class Meta:
        ordering = ["-oprettet_den"]
        verbose_name = "adgang med link"
        verbose_name_plural = "adgange med link"
        permissions = [("revoke_adgang", "Kan tilbagekalde adgange")]
        indexes = [
            models.Index(fields=["objekt_type", "objekt_id"], name="adgang_objekt")
        ]
        constraints = [
            models.CheckConstraint(
                name="adgang_runs_out_after_it_was_given",
                condition=Q(udloeber_den__gt=F("oprettet_den")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rolle}: {self.email}"

    @property
    def is_valid(self) -> bool:
        return self.tilbagekaldt_den is None and self.udloeber_den > timezone.now()
