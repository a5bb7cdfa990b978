from django.db import models
from django.utils import timezone


class Koersel(models.Model):
    """One run of the hourly or nightly work, and what each job of it answered."""

    class Navn(models.TextChoices):
        HVER_TIME = "hourly", "Hver time"
        HVER_NAT = "nightly", "Hver nat"

    navn = models.CharField(max_length=20, choices=Navn)
    startet_den = models.DateTimeField("startet", default=timezone.now)
    sluttet_den = models.DateTimeField("sluttet", null=True, blank=True)
    # Job name to the sentence it answered.
    rapport = models.JSONField(default=dict, blank=True)
    antal_fejl = models.PositiveSmallIntegerField("fejl", default=0)

    class Meta:
        ordering = ["-startet_den"]
        verbose_name = "kørsel"
        verbose_name_plural = "kørsler"
        indexes = [models.Index(fields=["navn", "-startet_den"], name="koersel_latest")]

    def __str__(self) -> str:
        startet = timezone.localtime(self.startet_den)
        return f"{self.get_navn_display()} {startet:%d.%m.%Y %H.%M}"
