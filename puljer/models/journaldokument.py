from typing import Self

from django.db import models
from django.db.models import F, Q

from puljer.choices import Dokumentslags
from puljer.models.ansoegning import Ansoegning
from puljer.models.besked import Besked
from puljer.models.bilag import Bilag
from puljer.models.version import Ansoegningsversion
from rudersdal_frivillig.grundlag.models import Bruger


class JournaldokumentQuerySet(models.QuerySet["Journaldokument"]):
    def visible_to(self, user: Bruger) -> Self:
        return self.filter(ansoegning__in=Ansoegning.objects.visible_to(user))

    def waiting(self) -> Self:
        """What is not in the records system yet. Oldest first."""
        return self.filter(journaliseret_den=None).order_by("dato", "pk")


class Journaldokument(models.Model):
    """A document of a case, to be filed in the municipality's records system.

    Offentlighedsloven § 15: documents are journaled as they come, with their date. What
    is not marked as filed is not deleted.
    """

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.PROTECT, related_name="dokumenter"
    )
    slags = models.CharField(max_length=10, choices=Dokumentslags)
    titel = models.CharField(max_length=200)
    dato = models.DateTimeField("dokumentdato")
    # The one of these that the document is.
    version = models.OneToOneField(
        Ansoegningsversion, on_delete=models.PROTECT, related_name="+", null=True
    )
    bilag = models.OneToOneField(
        Bilag, on_delete=models.PROTECT, related_name="+", null=True
    )
    besked = models.OneToOneField(
        Besked, on_delete=models.PROTECT, related_name="+", null=True
    )
    dokumentnummer = models.CharField(
        "nummer i ESDH", max_length=40, blank=True, help_text="Hvis det har fået et."
    )
    journaliseret_den = models.DateTimeField("journaliseret", null=True, blank=True)
    journaliseret_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = JournaldokumentQuerySet.as_manager()

    class Meta:
        ordering = [F("dato").desc(), "-pk"]
        verbose_name = "dokument til journalen"
        verbose_name_plural = "dokumenter til journalen"
        permissions = [("file_journaldokument", "Kan markere som journaliseret")]
        constraints = [
            models.CheckConstraint(
                name="journaldokument_is_one_thing",
                condition=Q(
                    slags=Dokumentslags.ANSOEGNING,
                    version__isnull=False,
                    bilag=None,
                    besked=None,
                )
                | Q(
                    slags=Dokumentslags.BILAG,
                    version=None,
                    bilag__isnull=False,
                    besked=None,
                )
                | Q(
                    slags=Dokumentslags.BESKED,
                    version=None,
                    bilag=None,
                    besked__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="journaldokument_filed_says_when_and_by_whom",
                condition=Q(
                    journaliseret_den=None, journaliseret_af=None, dokumentnummer=""
                )
                | Q(journaliseret_den__isnull=False, journaliseret_af__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.titel
