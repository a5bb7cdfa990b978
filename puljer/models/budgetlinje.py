from typing import Self

from django.db import models
from django.db.models import Q

from puljer.choices import Budgetslags, Indtaegtsart, Udgiftsart
from puljer.models.ansoegning import Ansoegning

_IS_EXPENSE = Q(slags=Budgetslags.UDGIFT)


class BudgetlinjeQuerySet(models.QuerySet["Budgetlinje"]):
    def expenses(self) -> Self:
        return self.filter(_IS_EXPENSE)

    def income(self) -> Self:
        return self.exclude(_IS_EXPENSE)


class Budgetlinje(models.Model):
    """A line of the working copy's budget.

    What is applied for is no line: it is the expenses less the income.
    """

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.CASCADE, related_name="budgetlinjer"
    )
    slags = models.CharField(max_length=10, choices=Budgetslags)
    raekkefoelge = models.PositiveSmallIntegerField()
    # Empty in a draft alone, as is an amount of 0: `puljer.mangler` asks for both.
    tekst = models.CharField("hvad", max_length=120, blank=True)
    # Of an expense its kind, of an income where it comes from.
    art = models.CharField(
        max_length=12, choices=[*Udgiftsart.choices, *Indtaegtsart.choices]
    )
    beloeb_oere = models.PositiveBigIntegerField("beløb")

    objects = BudgetlinjeQuerySet.as_manager()

    class Meta:
        ordering = ["slags", "raekkefoelge", "pk"]
        verbose_name = "budgetlinje"
        verbose_name_plural = "budgetlinjer"
        constraints = [
            models.CheckConstraint(
                name="budgetlinje_art_is_of_its_slags",
                condition=_IS_EXPENSE & Q(art__in=Udgiftsart.values)
                | ~_IS_EXPENSE & Q(art__in=Indtaegtsart.values),
            ),
        ]

    def __str__(self) -> str:
        return self.tekst
