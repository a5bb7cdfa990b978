from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from rudersdal_frivillig.grundlag.models.bruger import Bruger


class LogpostQuerySet(models.QuerySet["Logpost"]):
    def about(self, obj: models.Model) -> Self:
        return self.filter(objekt_type=obj._meta.label_lower, objekt_id=str(obj.pk))


class Logpost(models.Model):
    """Who did what, when, to which object, and to which of its fields.

    The database refuses to change or delete rows. What a field held stands in
    `Logvaerdi`, so that erasing a person leaves the log whole.
    """

    hvem = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    rolle = models.CharField(
        max_length=40,
        help_text="Hvad den handlende var: bruger, borger eller systemet.",
    )
    handling = models.CharField(max_length=60)
    objekt_type = models.CharField(max_length=60)
    objekt_id = models.CharField(max_length=40)
    felter = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    skete_den = models.DateTimeField("tidspunkt", default=timezone.now)

    objects = LogpostQuerySet.as_manager()

    class Meta:
        ordering = ["-skete_den", "-pk"]
        verbose_name = "logpost"
        verbose_name_plural = "log"
        indexes = [
            models.Index(
                fields=["objekt_type", "objekt_id", "-skete_den"], name="logpost_objekt"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handling} ({self.objekt_type} {self.objekt_id})"


class Logvaerdi(models.Model):
    """What a field held before and after. Never changed.

    It is deleted on its day, or before that where a person is erased.
    """

    logpost = models.ForeignKey(
        Logpost, on_delete=models.PROTECT, related_name="vaerdier"
    )
    felt = models.CharField(max_length=60)
    foer = models.TextField("før", blank=True)
    efter = models.TextField(blank=True)
    slettes_den = models.DateField("slettes")

    class Meta:
        ordering = ["pk"]
        verbose_name = "værdi i log"
        verbose_name_plural = "værdier i log"
        indexes = [models.Index(fields=["slettes_den"], name="logvaerdi_slettes")]

    def __str__(self) -> str:
        return self.felt
