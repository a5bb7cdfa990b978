import uuid
from datetime import timedelta
from typing import Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import ManyToOneRel, Q
from django.utils import timezone

from rudersdal_frivillig.grundlag.models.bruger import Bruger


class Scanning(models.TextChoices):
    IKKE_SCANNET = "ikke_scannet", "Ikke scannet for virus"
    REN = "ren", "Scannet, intet fundet"
    SMITTET = "smittet", "Virus fundet"
    TEGNET_OM = "tegnet_om", "Billede tegnet om"


def _private_storage() -> Storage:
    # A callable, so that migrations name no path.
    return storages["private"]


def _random_name(fil: "Fil", filename: str) -> str:
    return f"{fil.noegle.hex[:2]}/{fil.noegle.hex}"


class FilQuerySet(models.QuerySet["Fil"]):
    def unused(self, hours: int = 24) -> Self:
        """Files that nothing refers to, `hours` hours after they came."""
        unused = self.filter(oprettet_den__lt=timezone.now() - timedelta(hours=hours))
        for relation in self.model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ManyToOneRel):
                name = relation.field.name
                users = relation.related_model._base_manager.exclude(**{name: None})
                unused = unused.exclude(pk__in=users.values(name))
        return unused

    def due_for_deletion(self) -> Self:
        return self.filter(slettes_den__lte=timezone.localdate())


class Fil(models.Model):
    """An upload, under a random name in the private storage.

    Only a view that has checked the visitor's right hands out its content.
    """

    noegle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fil = models.FileField(storage=_private_storage, upload_to=_random_name)
    navn = models.CharField("navn hos afsenderen", max_length=200)
    indholdstype = models.CharField(max_length=100)
    stoerrelse = models.PositiveBigIntegerField("størrelse", help_text="Byte.")
    sha256 = models.CharField(max_length=64)
    bredde = models.PositiveIntegerField(default=0, help_text="Pixel; 0 for andet.")
    hoejde = models.PositiveIntegerField("højde", default=0)
    scanning = models.CharField(
        max_length=12, choices=Scanning, default=Scanning.IKKE_SCANNET
    )
    oprettet_den = models.DateTimeField("modtaget", default=timezone.now)
    oprettet_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    slettes_den = models.DateField("slettes", null=True, blank=True)

    objects = FilQuerySet.as_manager()

    class Meta:
        ordering = ["-oprettet_den"]
        verbose_name = "fil"
        verbose_name_plural = "filer"
        indexes = [
            models.Index(
                fields=["slettes_den"],
                name="fil_slettes",
                condition=Q(slettes_den__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.navn
