from django.db import models
from django.utils import timezone

from opgavebank.models.opslag import Opslag


class Paamindelse(models.Model):
    """That someone has been told of a post's date, so that it is told once."""

    class Slags(models.TextChoices):
        FJORTEN_DAGE = "fjorten_dage", "Udløber om 14 dage"
        TRE_DAGE = "tre_dage", "Udløber om 3 dage"
        IGEN = "igen", "Er det tid igen?"

    opslag = models.ForeignKey(
        Opslag, on_delete=models.CASCADE, related_name="paamindelser"
    )
    slags = models.CharField(max_length=20, choices=Slags)
    gaelder = models.DateField("gælder")
    sendt_den = models.DateTimeField("sendt", default=timezone.now)

    class Meta:
        verbose_name = "påmindelse"
        verbose_name_plural = "påmindelser"
        constraints = [
            models.UniqueConstraint(
                "opslag", "slags", "gaelder", name="paamindelse_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opslag}: {self.get_slags_display()}"
