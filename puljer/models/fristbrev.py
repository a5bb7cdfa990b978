from django.db import models
from django.utils import timezone

from puljer.choices import Fristbrevslags
from puljer.models.ansoegning import Ansoegning


class Fristbrev(models.Model):
    """That a mail about a deadline was written.

    By the deadline, not by a yes or no: one that is moved is told of again.
    """

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.CASCADE, related_name="fristbreve"
    )
    slags = models.CharField(max_length=10, choices=Fristbrevslags)
    frist = models.DateTimeField()
    skrevet_den = models.DateTimeField("skrevet", default=timezone.now)

    class Meta:
        verbose_name = "brev om frist"
        verbose_name_plural = "breve om frister"
        constraints = [
            models.UniqueConstraint(
                name="fristbrev_once_for_each_deadline",
                fields=["ansoegning", "slags", "frist"],
            ),
        ]

    def __str__(self) -> str:
        return self.get_slags_display()
