from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from puljer.choices import IN_MONEY, Ansoegertype, Stoetteform
from rudersdal_frivillig.grundlag.fields import ChoicesField, TelefonField
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.sorting import DanishKey

# The headings of Rudersdal's own pages on grants, in their order: field and heading.
# The deadlines stand between "saadan_soeger_i" and "udbetaling"; they are the round's.
AFSNIT = {
    "hvad_kan_i_faa": "Hvad kan I få tilskud til",
    "hvem_maalrettes": "Hvem målrettes tilskuddet",
    "hvem_kan_soege": "Hvem kan søge",
    "rammer_og_vilkaar": "Rammer og vilkår",
    "saadan_soeger_i": "Sådan søger I",
    "udbetaling": "Udbetaling af tilskuddet",
    "regnskabsfrist": "Frist for regnskab",
}


class PuljeQuerySet(models.QuerySet["Pulje"]):
    def public(self) -> Self:
        """Pools that citizens see: two people have put a form in operation."""
        rows = self.filter(skemaer__godkendt_den__isnull=False, lukket_den=None)
        return rows.distinct()

    def visible_to(self, user: Bruger) -> Self:
        """The user's own, or all for who sets up pools."""
        if user.has_perm("puljer.manage_alle_puljer"):
            return self
        return self.filter(sagsbehandlere=user)


def _markdown(label: str) -> models.TextField:
    return models.TextField(label, blank=True, help_text="Markdown.")


class Pulje(models.Model):
    """A grant pool as it is being edited. What the public sees is an approved `Skema`.

    A new pool needs no code: its texts, rules, questions and criteria are rows.
    """

    navn = models.CharField(max_length=80, unique=True)
    slug = models.SlugField("adresse", max_length=60, unique=True)
    manchet = models.TextField(
        max_length=300, blank=True, help_text="En eller to sætninger om puljen."
    )
    stoetteform = models.CharField(
        "støtteform", max_length=20, choices=Stoetteform, default=Stoetteform.TILSKUD
    )
    ansoegertyper = ChoicesField(
        models.CharField(max_length=12, choices=Ansoegertype),
        verbose_name="hvem kan søge",
        default=list,
        blank=True,
    )
    hvad_kan_i_faa = _markdown("hvad kan I få tilskud til")
    hvem_maalrettes = _markdown("hvem målrettes tilskuddet")
    hvem_kan_soege = _markdown("hvem kan søge")
    rammer_og_vilkaar = _markdown("rammer og vilkår")
    saadan_soeger_i = _markdown("sådan søger I")
    udbetaling = _markdown("udbetaling af tilskuddet")
    regnskabsfrist = _markdown("frist for regnskab")

    # What a decision will stand on.
    hjemmel = models.CharField(
        max_length=200, blank=True, help_text="Loven eller beslutningen bag puljen."
    )
    kompetent_organ = models.CharField(
        "hvem afgør", max_length=120, blank=True, help_text="Hvem der har kompetencen."
    )
    klageinstans = models.CharField(
        max_length=120,
        blank=True,
        help_text="Hvem man klager til. Tom, hvis afgørelsen ikke kan påklages.",
    )
    vilkaar = models.SlugField(
        "vilkår",
        max_length=60,
        blank=True,
        help_text="Nøglen på den retstekst, som ansøgeren siger ja til.",
    )
    kle_nummer = models.CharField(
        "KLE-nummer",
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}( [A-ZÆØÅ][0-9]{2})?$",
                "Skriv KLE-nummeret som 00.00.00 eller 00.00.00 Ø00.",
            )
        ],
    )
    sagsnummer = models.CharField("sagsnummer i ESDH", max_length=40, blank=True)
    opbevaring_aar = models.PositiveSmallIntegerField(
        "opbevares i år", default=6, help_text="Efter at sagen er afsluttet."
    )

    svar_hverdage = models.PositiveSmallIntegerField(
        "svar inden for hverdage", default=0, help_text="0, når runden har en dato."
    )
    udfyldes_paa_minutter = models.PositiveSmallIntegerField(
        "minutter at udfylde", default=0
    )
    timesats_oere = models.PositiveBigIntegerField(
        "værdi af en frivillig time",
        default=0,
        help_text="Tæller som egenandel. 0, når timer ikke tæller med.",
    )
    efter_frist_dage = models.PositiveSmallIntegerField(
        "dage efter fristen",
        default=30,
        help_text="Så længe kan en kladde sendes for sent. Den bliver mærket.",
    )
    skal_have_bilag = models.BooleanField(
        "man kan vedlægge bilag", default=True, help_text="Ud over dem, der spørges om."
    )
    aabne_opslag = models.BooleanField(
        "kan søges fra et opslag",
        default=False,
        help_text="Opslag i opgavebanken henviser til puljen.",
    )

    kontakt_funktion = models.CharField(max_length=100, blank=True)
    kontakt_telefon = TelefonField()
    kontakt_email = models.EmailField("e-mail", blank=True)
    sagsbehandlere = models.ManyToManyField(
        Bruger, related_name="puljer", blank=True, verbose_name="sagsbehandlere"
    )
    # Why it came back from who was to put it in operation.
    godkender_skriver = models.TextField(
        "godkenderen skriver", max_length=1000, blank=True, editable=False
    )
    aendret_den = models.DateTimeField("ændret", auto_now=True)
    lukket_den = models.DateTimeField("lukket", null=True, blank=True)

    objects = PuljeQuerySet.as_manager()

    class Meta:
        ordering = [DanishKey("navn")]
        verbose_name = "pulje"
        verbose_name_plural = "puljer"
        permissions = [
            ("manage_alle_puljer", "Kan sætte puljer op"),
            ("approve_pulje", "Kan sætte en pulje i drift"),
        ]
        constraints = [
            models.CheckConstraint(
                name="pulje_is_kept_at_least_a_year",
                condition=Q(opbevaring_aar__gte=1),
                violation_error_message="Skriv mindst ét år.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("puljer:pulje_detail", args=[self.slug])

    @property
    def is_in_money(self) -> bool:
        return self.stoetteform in IN_MONEY
