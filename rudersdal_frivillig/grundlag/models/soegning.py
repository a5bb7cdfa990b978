from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone

from rudersdal_frivillig.grundlag.folding import Folded, Stem, StoredField

# Of the words that are kept.
LONGEST = 40

KEEP, KEEP_RARE = timedelta(days=365), timedelta(days=30)
LATELY = timedelta(days=90)
# From so many searches on, a word is asked for by people, not by a person.
COMMON = 3


class Synonym(models.Model):
    """A search for `ord` also finds `udtryk`.

    Who seeks ældre may well mean plejehjem, but not the other way round.
    """

    ord = models.CharField(
        max_length=LONGEST, help_text="Et enkelt ord, som borgere skriver."
    )
    udtryk = ArrayField(
        models.CharField(max_length=60),
        verbose_name="viser også",
        help_text="Ord og vendinger, med komma imellem: senior, plejehjem, gå tur.",
    )
    begge_veje = models.BooleanField(
        default=False, help_text="Søgninger på de andre ord viser så også det første."
    )
    aktiv = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)
    stamme = StoredField(expression=Stem(F("ord")), output_field=models.TextField())

    class Meta:
        ordering = ["ord"]
        verbose_name = "synonym"
        verbose_name_plural = "synonymer"
        indexes = [models.Index(fields=["stamme"], name="synonym_stamme")]
        constraints = [
            models.UniqueConstraint(
                Folded("ord"),
                name="synonym_once_a_word",
                violation_error_message="Ordet har allerede et synonym.",
            ),
            models.CheckConstraint(
                name="synonym_ord_is_one_word",
                condition=Q(ord__regex=r"^[^[:space:][:punct:]]+$"),
                violation_error_message="Skriv ét ord, uden mellemrum og tegn.",
            ),
            models.CheckConstraint(
                name="synonym_says_another_word",
                condition=~Q(udtryk__contained_by=[F("ord")]),
                violation_error_message="Skriv mindst ét andet ord.",
            ),
            models.CheckConstraint(
                name="synonym_has_udtryk",
                condition=Q(udtryk__len__gt=0),
                violation_error_message="Skriv mindst ét udtryk.",
            ),
        ]

    def __str__(self) -> str:
        return self.ord


class Ord(models.Model):
    """A word in what citizens may read, for spelling and for longer words with it.

    Built anew each night, and added to when something is published.
    """

    kilde = models.CharField(max_length=60)
    ord = models.CharField(max_length=LONGEST)
    antal = models.PositiveIntegerField(default=1)
    foldet = StoredField(expression=Folded(F("ord")), output_field=models.TextField())
    stamme = StoredField(expression=Stem(F("ord")), output_field=models.TextField())

    class Meta:
        verbose_name = "ord"
        verbose_name_plural = "ord"
        indexes = [
            models.Index(fields=["stamme"], name="ord_stamme"),
            GinIndex(OpClass(F("stamme"), name="gin_trgm_ops"), name="ord_stamme_trgm"),
            GinIndex(OpClass(F("foldet"), name="gin_trgm_ops"), name="ord_foldet_trgm"),
        ]
        constraints = [
            models.UniqueConstraint("kilde", "ord", name="ord_once_for_each_kilde")
        ]

    def __str__(self) -> str:
        return self.ord


class ForgaevesSoegningQuerySet(models.QuerySet["ForgaevesSoegning"]):
    def several_times(self) -> Self:
        """Words sought more than once, on one day or on several."""
        counted = self.model._default_manager.values("ord").annotate(ialt=Sum("antal"))
        return self.filter(ord__in=counted.filter(ialt__gt=1).values("ord"))

    def of_late(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(dato__gt=on - LATELY)

    def common_words(self) -> models.QuerySet["ForgaevesSoegning", dict[str, Any]]:
        """Rows `ord` and `ialt`, of what several have sought, most sought first."""
        counted = self.order_by().values("ord").annotate(ialt=Sum("antal"))
        return counted.filter(ialt__gte=COMMON).order_by("-ialt", "ord")

    def due_for_deletion(self, on: date | None = None) -> Self:
        """A year's words, and after a month those that hardly anyone else sought.

        A word that one person typed once may be about a person.
        """
        on = on or timezone.localdate()
        by_word = self.values("ord").annotate(ialt=Sum("antal"))
        rare = by_word.filter(ialt__lt=COMMON).values("ord")
        return self.filter(
            Q(dato__lt=on - KEEP) | Q(dato__lt=on - KEEP_RARE, ord__in=rare)
        )


class ForgaevesSoegning(models.Model):
    """How often a word was sought on a day and nothing had it. Never by whom."""

    dato = models.DateField(default=timezone.localdate)
    ord = models.CharField(max_length=LONGEST)
    antal = models.PositiveIntegerField(default=1)

    objects = ForgaevesSoegningQuerySet.as_manager()

    class Meta:
        ordering = ["-dato", "-antal", "ord"]
        verbose_name = "forgæves søgning"
        verbose_name_plural = "forgæves søgninger"
        constraints = [
            models.UniqueConstraint("dato", "ord", name="forgaeves_once_a_day")
        ]

    def __str__(self) -> str:
        return self.ord
