"""What the frivilligoverblik consists of."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q

from opgavebank.choices import Antal, Hyppighed, Indsatsstatus, Maalgruppe
from rudersdal_frivillig.grundlag.fields import ChoicesField
from rudersdal_frivillig.grundlag.models import Bruger, Institution
from rudersdal_frivillig.grundlag.sorting import DanishKey

# An e-mail, a Danish telephone number or a CPR number. Years, dates and hours pass.
_OF_A_PERSON = (
    r"[^ ]@[^ ]|"
    r"(^|[^0-9])(\+45 ?)?("
    r"[0-9]{8}|[0-9]{4} [0-9]{4}|[0-9]{2}([ .-])[0-9]{2}\4[0-9]{2}\4[0-9]{2}"
    r"|[0-9]{6}[- ]?[0-9]{4}"
    r")($|[^0-9])"
)


def _of_no_person(field: str, label: str) -> CheckConstraint:
    return CheckConstraint(
        name=f"frivilligindsats_{field}_has_no_way_to_a_person",
        condition=~Q(**{f"{field}__regex": _OF_A_PERSON}),
        violation_error_message=(
            f"{label}: skriv ingen telefonnumre, e-mails eller CPR-numre."
        ),
    )


class FrivilligindsatsQuerySet(models.QuerySet["Frivilligindsats"]):
    def visible_to(self, user: Bruger) -> Self:
        return self.filter(institution__in=Institution.objects.visible_to(user))

    def in_progress(self) -> Self:
        return self.filter(status=Indsatsstatus.I_GANG)

    def with_need(self) -> Self:
        """Where someone is missing, whether others help there already or not."""
        return self.exclude(status=Indsatsstatus.TIDLIGERE).exclude(behov="")


class Frivilligindsats(models.Model):
    """Something that volunteers do at a place, did, or are wished for. No persons.

    `status` is only changed by `opgavebank.actions.mark_indsats`.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="frivilligindsatser"
    )
    hvad = models.CharField(
        "hvad de frivillige gør",
        max_length=80,
        help_text="Begynd gerne med et udsagnsord: Læser højt, går ture …",
    )
    status = models.CharField(
        max_length=10, choices=Indsatsstatus, default=Indsatsstatus.I_GANG
    )
    maalgrupper = ChoicesField(
        models.CharField(max_length=30, choices=Maalgruppe),
        verbose_name="for hvem",
        default=list,
        blank=True,
    )
    forening = models.CharField(
        "forening eller gruppe",
        max_length=100,
        blank=True,
        help_text="Navnet på foreningen, aldrig på en person. Tom, hvis de frivillige "
        "er jeres egne.",
    )
    hyppighed = models.CharField(
        "hvor tit",
        max_length=20,
        choices=Hyppighed,
        default=Hyppighed.EFTER_AFTALE,
    )
    antal = models.CharField(
        "hvor mange frivillige",
        max_length=15,
        choices=Antal,
        default=Antal.IKKE_OPLYST,
        help_text="Cirka.",
    )
    behov = models.CharField(
        "hvad I mangler",
        max_length=200,
        blank=True,
        help_text="Fx en, der kan læse højt om onsdagen. Tom, hvis I ikke mangler "
        "nogen.",
    )
    note = models.TextField(
        blank=True, help_text="Kun for ansatte. Vises aldrig for borgere."
    )
    aendret_den = models.DateTimeField("ændret", auto_now=True)

    objects = FrivilligindsatsQuerySet.as_manager()

    class Meta:
        ordering = [DanishKey("institution__navn"), "status", DanishKey("hvad"), "pk"]
        verbose_name = "frivilligindsats"
        verbose_name_plural = "frivilligindsatser"
        constraints = [
            CheckConstraint(
                name="frivilligindsats_oensket_says_behov",
                condition=~Q(status=Indsatsstatus.OENSKET) | ~Q(behov=""),
                violation_error_message="Skriv, hvad I mangler, når indsatsen ønskes.",
            ),
            CheckConstraint(
                name="frivilligindsats_oensket_has_no_one_yet",
                condition=~Q(status=Indsatsstatus.OENSKET) | Q(antal=Antal.IKKE_OPLYST),
                violation_error_message=(
                    "Er der frivillige, er indsatsen i gang og ikke kun ønsket."
                ),
            ),
            _of_no_person("hvad", "Hvad de frivillige gør"),
            _of_no_person("forening", "Forening eller gruppe"),
            _of_no_person("behov", "Hvad I mangler"),
            _of_no_person("note", "Note"),
        ]

    def __str__(self) -> str:
        return self.hvad

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # A form does not show `status` of what is there; check those rules, too.
        super().validate_constraints()
