from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone


class FormularnoegleQuerySet(models.QuerySet["Formularnoegle"]):
    def due_for_deletion(self, hours: int = 24) -> Self:
        return self.filter(oprettet_den__lt=timezone.now() - timedelta(hours=hours))


class Formularnoegle(models.Model):
    """A form that has been sent, and the address of the receipt it gave."""

    noegle = models.UUIDField()
    sti = models.CharField(max_length=200)
    adresse = models.CharField(max_length=300, blank=True)
    oprettet_den = models.DateTimeField(default=timezone.now)

    objects = FormularnoegleQuerySet.as_manager()

    class Meta:
        verbose_name = "formularnøgle"
        verbose_name_plural = "formularnøgler"
        constraints = [
            models.UniqueConstraint(
                name="formularnoegle_once_per_form", fields=["noegle", "sti"]
            )
        ]

    def __str__(self) -> str:
        return str(self.noegle)
