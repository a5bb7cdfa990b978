from django.db import models


class Loebenummer(models.Model):
    """The last number given to an application in a year. The row is its lock.

    A row and no sequence: a sequence leaves holes where a transaction was rolled back,
    and a hole in a case list must be explained.
    """

    aar = models.PositiveSmallIntegerField("år", primary_key=True)
    sidste = models.PositiveIntegerField()

    class Meta:
        verbose_name = "løbenummer"
        verbose_name_plural = "løbenumre"

    def __str__(self) -> str:
        return f"{self.aar}: {self.sidste}"
