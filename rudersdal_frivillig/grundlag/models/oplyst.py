"""Answers about a place that may honestly be missing."""

from typing import Any

from django.db import models


class Oplyst(models.TextChoices):
    """An answer that may honestly be missing."""

    IKKE_OPLYST = "ikke_oplyst", "Ikke oplyst"
    JA = "ja", "Ja"
    NEJ = "nej", "Nej"
    DELVIST = "delvist", "Delvist"


class OplystField(models.CharField):
    """A yes, no or partly about the place; "ikke oplyst" until someone has looked."""

    def __init__(self, verbose_name: str | None = None, **options: Any) -> None:
        options |= {
            "max_length": 12,
            "choices": Oplyst.choices,
            "default": Oplyst.IKKE_OPLYST,
        }
        super().__init__(verbose_name, **options)
