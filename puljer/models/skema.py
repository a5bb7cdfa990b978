import uuid
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from puljer.choices import JA, MAY_DECIDE, NEJ, WITH_CHOICES, Spoergsmaalsslags
from puljer.models.pulje import Pulje
from rudersdal_frivillig.grundlag.models import Bruger


class Adgangskrav(models.Model):
    """One of the questions that tell a group beforehand whether it can apply.

    Answered with yes or no, stored nowhere. A wrong answer names the rule and where to
    go instead.
    """

    pulje = models.ForeignKey(
        Pulje, on_delete=models.CASCADE, related_name="adgangskrav"
    )
    raekkefoelge = models.PositiveSmallIntegerField("nr.", default=1)
    spoergsmaal = models.CharField("spørgsmål", max_length=200)
    skal_vaere_ja = models.BooleanField("svaret skal være ja", default=True)
    regel = models.CharField(
        max_length=300, help_text="Det, man læser, når svaret er forkert."
    )
    andet_sted = models.TextField(
        "et andet sted at gå hen", max_length=500, help_text="Markdown."
    )

    class Meta:
        ordering = ["raekkefoelge", "pk"]
        verbose_name = "adgangskrav"
        verbose_name_plural = "adgangskrav (kan I søge?)"

    def __str__(self) -> str:
        return self.spoergsmaal


class Kriterium(models.Model):
    """What applications are judged by, with an anchor for each of the marks 0 to 3."""

    pulje = models.ForeignKey(Pulje, on_delete=models.CASCADE, related_name="kriterier")
    raekkefoelge = models.PositiveSmallIntegerField("nr.", default=1)
    titel = models.CharField(max_length=100)
    beskrivelse = models.TextField(max_length=500)
    vaegt = models.PositiveSmallIntegerField("vægt", default=1)
    # Of the marks 0, 1, 2 and 3, one on each line in the admin.
    ankre = ArrayField(
        models.CharField(max_length=200),
        size=4,
        help_text="Fire linjer: hvad der giver 0, 1, 2 og 3.",
    )

    class Meta:
        ordering = ["raekkefoelge", "pk"]
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
        constraints = [
            models.CheckConstraint(
                name="kriterium_has_an_anchor_for_each_mark",
                condition=Q(ankre__len=4),
                violation_error_message="Skriv fire linjer, en for hvert trin.",
            ),
            models.CheckConstraint(
                name="kriterium_weighs_something",
                condition=Q(vaegt__gte=1),
                violation_error_message="Vægten er mindst 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Spoergsmaal(models.Model):
    """A question of the form that is being edited. Answers are kept by its `noegle`."""

    pulje = models.ForeignKey(
        Pulje, on_delete=models.CASCADE, related_name="spoergsmaal"
    )
    noegle = models.UUIDField("nøgle", default=uuid.uuid4, unique=True, editable=False)
    raekkefoelge = models.PositiveSmallIntegerField("nr.", default=1)
    afsnit = models.CharField(
        max_length=40, help_text="Spørgsmål med samme afsnit står på samme side."
    )
    slags = models.CharField(max_length=10, choices=Spoergsmaalsslags)
    tekst = models.CharField("spørgsmål", max_length=200)
    hjaelp = models.CharField("hjælp", max_length=300, blank=True)
    skal_besvares = models.BooleanField("skal besvares", default=True)
    mest_ord = models.PositiveSmallIntegerField(
        "højst så mange ord", default=0, help_text="0 for ingen grænse."
    )
    valgmuligheder = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        help_text="En på hver linje.",
    )
    kriterium = models.ForeignKey(
        Kriterium,
        on_delete=models.SET_NULL,
        related_name="spoergsmaal",
        null=True,
        blank=True,
        help_text="Det kriterium, svaret skal bruges til.",
    )
    regel = models.CharField(
        "lov eller regel",
        max_length=200,
        blank=True,
        help_text="Hvis svaret bruges til andet end et kriterium.",
    )
    vis_hvis = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="afhaengige",
        null=True,
        blank=True,
        verbose_name="vis kun, hvis svaret på",
    )
    vis_hvis_svar = models.CharField(
        "er", max_length=120, blank=True, help_text="Ja, Nej eller en valgmulighed."
    )

    class Meta:
        ordering = ["raekkefoelge", "pk"]
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"
        constraints = [
            # What is asked for nothing costs every applicant time.
            models.CheckConstraint(
                name="spoergsmaal_serves_a_criterion_or_a_rule",
                condition=Q(kriterium__isnull=False) | ~Q(regel=""),
                violation_error_message=(
                    "Vælg kriteriet, eller skriv den regel, der kræver spørgsmålet."
                ),
            ),
            models.CheckConstraint(
                name="spoergsmaal_with_choices_has_two",
                condition=~Q(slags__in=WITH_CHOICES) | Q(valgmuligheder__len__gte=2),
                violation_error_message="Skriv mindst to valgmuligheder.",
            ),
            models.CheckConstraint(
                name="spoergsmaal_condition_is_whole",
                condition=Q(vis_hvis=None, vis_hvis_svar="")
                | Q(vis_hvis__isnull=False) & ~Q(vis_hvis_svar=""),
                violation_error_message="Vælg både spørgsmål og svar i betingelsen.",
            ),
            models.CheckConstraint(
                name="spoergsmaal_does_not_depend_on_itself",
                condition=Q(vis_hvis=None) | ~Q(vis_hvis=F("pk")),
                violation_error_message="Et spørgsmål kan ikke afhænge af sig selv.",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst

    def clean(self) -> None:
        if not (other := self.vis_hvis):
            return
        if other.pulje_id != self.pulje_id or other.vis_hvis_id:
            raise ValidationError(
                {"vis_hvis": "Vælg et spørgsmål i puljen, som ikke selv afhænger."}
            )
        if (other.raekkefoelge, other.pk) >= (self.raekkefoelge, self.pk or 10**9):
            raise ValidationError({"vis_hvis": "Vælg et spørgsmål, der står før."})
        if self.vis_hvis_svar not in other.answers_to_choose:
            raise ValidationError(
                {"vis_hvis_svar": "Skriv et af svarene på det spørgsmål."}
            )

    @property
    def answers_to_choose(self) -> list[str]:
        if self.slags not in MAY_DECIDE:
            return []
        if self.slags == Spoergsmaalsslags.JANEJ:
            return [JA, NEJ]
        return list(self.valgmuligheder)


class SkemaQuerySet(models.QuerySet["Skema"]):
    def visible_to(self, user: Bruger) -> Self:
        return self.filter(pulje__in=Pulje.objects.visible_to(user))

    def waiting(self) -> Self:
        """Proposed, and not approved."""
        return self.filter(godkendt_den=None)

    def approved(self) -> Self:
        """Newest first."""
        return self.filter(godkendt_den__isnull=False).order_by("-version")


class Skema(models.Model):
    """One frozen version of a pool: what an applicant reads, is asked and agrees to.

    `indhold` is what `puljer.skemaindhold.freeze` made of the pool. The database
    refuses to change it. One person proposes a version, another puts it in operation.
    """

    pulje = models.ForeignKey(Pulje, on_delete=models.PROTECT, related_name="skemaer")
    version = models.PositiveSmallIntegerField()
    indhold: Any = models.JSONField()
    foreslaaet_den = models.DateTimeField("foreslået", default=timezone.now)
    foreslaaet_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", verbose_name="foreslået af"
    )
    godkendt_den = models.DateTimeField("sat i drift", null=True, blank=True)
    godkendt_af = models.ForeignKey(
        Bruger,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="sat i drift af",
    )

    objects = SkemaQuerySet.as_manager()

    class Meta:
        ordering = ["pulje", "-version"]
        verbose_name = "skema"
        verbose_name_plural = "skemaer"
        constraints = [
            models.UniqueConstraint(
                name="skema_one_of_each_version", fields=["pulje", "version"]
            ),
            models.UniqueConstraint(
                name="skema_one_waits_at_a_time",
                fields=["pulje"],
                condition=Q(godkendt_den=None),
            ),
            models.CheckConstraint(
                name="skema_is_approved_by_another",
                condition=Q(godkendt_den=None, godkendt_af=None)
                | Q(godkendt_den__isnull=False, godkendt_af__isnull=False)
                & ~Q(godkendt_af=F("foreslaaet_af")),
                violation_error_message=(
                    "En anden end den, der foreslog det, skal sætte puljen i drift."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pulje}, version {self.version}"
