from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puljer.models.ansoegning import Ansoegning
from rudersdal_frivillig.grundlag.models import Bruger


class Ansoegningsversion(models.Model):
    """What was sent, as it was sent. The database refuses to change it.

    `indhold` is what `puljer.indhold.build` made, with each question as it was asked;
    `sha256` is of its canonical JSON.
    """

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.PROTECT, related_name="indsendte"
    )
    nummer = models.PositiveSmallIntegerField("version")
    indhold: Any = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # When the request arrived, which is what a deadline is judged by.
    indsendt_den = models.DateTimeField("modtaget", default=timezone.now)
    indsendt_af = models.ForeignKey(
        Bruger,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Tom, når ansøgeren selv sendte.",
    )

    class Meta:
        ordering = ["ansoegning", "nummer"]
        verbose_name = "indsendt version"
        verbose_name_plural = "indsendte versioner"
        constraints = [
            models.UniqueConstraint(
                name="ansoegningsversion_one_of_each_nummer",
                fields=["ansoegning", "nummer"],
            ),
            models.CheckConstraint(
                name="ansoegningsversion_sha256_is_whole",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ansoegning}, version {self.nummer}"
