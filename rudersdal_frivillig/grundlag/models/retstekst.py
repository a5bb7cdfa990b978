from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rudersdal_frivillig.grundlag.models.bruger import Bruger


class RetstekstQuerySet(models.QuerySet["Retstekst"]):
    def in_use(self) -> Self:
        """The version of each text that visitors see.

        That is the newest one approved, or else, where none is, the newest draft. A
        text that needs no approval is in use as soon as it is saved.
        """
        approved = Q(godkendt_den__isnull=False) | Q(skal_godkendes=False)
        ready = models.Case(models.When(approved, then=1), default=0)
        return (
            self.alias(ready=ready)
            .order_by("noegle", "-ready", "-version")
            .distinct("noegle")
        )


class Retstekst(models.Model):
    """One version of a text with legal weight, in Markdown.

    What was shown stays: a change is a new version, and the database refuses to alter
    the wording of one that exists.
    """

    noegle = models.SlugField("nøgle", max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    titel = models.CharField(max_length=120)
    tekst = models.TextField(help_text="Markdown.")
    kilde = models.CharField(
        max_length=200, blank=True, help_text="Loven eller reglen bag teksten."
    )
    skal_godkendes = models.BooleanField("skal godkendes af jurist", default=True)
    oprettet_den = models.DateTimeField("skrevet", default=timezone.now)
    oprettet_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    godkendt_den = models.DateField("godkendt", null=True, blank=True)
    jurist = models.CharField("godkendt af", max_length=100, blank=True)
    gennemses_den = models.DateField("ses efter igen", null=True, blank=True)

    objects = RetstekstQuerySet.as_manager()

    class Meta:
        ordering = ["noegle", "-version"]
        verbose_name = "retstekst"
        verbose_name_plural = "retstekster"
        permissions = [("approve_retstekst", "Kan godkende retstekster")]
        constraints = [
            models.UniqueConstraint(
                name="retstekst_one_of_each_version", fields=["noegle", "version"]
            ),
            models.CheckConstraint(
                name="retstekst_godkendt_says_by_whom_and_until_when",
                condition=Q(godkendt_den=None, jurist="", gennemses_den=None)
                | Q(godkendt_den__isnull=False, gennemses_den__isnull=False)
                & ~Q(jurist="")
                & ~Q(kilde=""),
                violation_error_message=(
                    "En godkendt tekst skal have kilde, navn på juristen og dato for, "
                    "hvornår den ses efter igen."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, version {self.version}"

    @property
    def is_udkast(self) -> bool:
        return self.skal_godkendes and not self.godkendt_den

    @property
    def status(self) -> str:
        """What staff read beside the text."""
        if self.godkendt_den:
            return f"Godkendt af {self.jurist}"
        return "Udkast" if self.is_udkast else "Kræver ikke godkendelse"
