from collections.abc import Collection
from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from opgavebank.choices import (
    Arrangoer,
    Boerneattest,
    DanskNiveau,
    Droeftet,
    EgnetFor,
    Form,
    Hyppighed,
    Maalgruppe,
    Maaned,
    OpslagStatus,
    Slags,
    Sted,
    Tidspunkt,
)
from opgavebank.constraints import CONSTRAINTS
from opgavebank.models.livsloeb import Livsloeb
from opgavebank.querysets import OpslagManager
from opgavebank.searchable import SoegbartOpslag
from rudersdal_frivillig.grundlag.fields import ChoicesField, TelefonField
from rudersdal_frivillig.grundlag.models import (
    Fagomraade,
    Fil,
    Institution,
    Kontakt,
    Omraade,
)
from rudersdal_frivillig.grundlag.slugs import danish_slug

# Characters in one field; the search column holds no more than a megabyte of words.
LONGEST_TEXT = 5000


def _choices(enum: type[models.TextChoices]) -> models.CharField:
    return models.CharField(max_length=30, choices=enum)


class Opslag(Livsloeb, SoegbartOpslag):
    """What an institution seeks: a task, an idea to try, or someone who can."""

    slags = models.CharField(max_length=12, choices=Slags, default=Slags.OPGAVE)
    titel = models.CharField(
        max_length=80, help_text="Begynd gerne med et udsagnsord: Læs højt, gå en tur …"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="opslag"
    )
    fagomraade = models.ForeignKey(
        Fagomraade,
        on_delete=models.PROTECT,
        related_name="opslag",
        verbose_name="fagområde",
    )
    omraade = models.ForeignKey(
        Omraade, on_delete=models.PROTECT, related_name="opslag", verbose_name="område"
    )

    resume = models.CharField(
        "kort fortalt",
        max_length=300,
        blank=True,
        help_text="En-to sætninger: hvad man gør, og for hvem. Vises på listen.",
    )
    saadan_foregaar_det = models.TextField(
        "sådan foregår det", max_length=LONGEST_TEXT, blank=True
    )
    det_goer_du = models.TextField(
        "det gør du",
        max_length=LONGEST_TEXT,
        blank=True,
        help_text="En ting på hver linje.",
    )
    det_goer_personalet = models.TextField(
        "det gør personalet",
        max_length=LONGEST_TEXT,
        blank=True,
        help_text="En ting på hver linje.",
    )
    det_faar_du = models.TextField(
        "det får du",
        max_length=LONGEST_TEXT,
        blank=True,
        help_text="For eksempel introduktion, kaffe og makkere.",
    )

    form = models.CharField(max_length=10, choices=Form, default=Form.FAST)
    varighed_min = models.PositiveSmallIntegerField(
        "varighed i minutter",
        default=0,
        validators=[MaxValueValidator(24 * 60)],
        help_text="Hver gang. 0, hvis det aftales.",
    )
    hyppighed = models.CharField(
        max_length=20, choices=Hyppighed, default=Hyppighed.EFTER_AFTALE
    )
    omfang_note = models.CharField(
        "mere om omfanget", max_length=100, blank=True, help_text="Fx i 8 uger."
    )
    tidspunkter = ChoicesField(
        _choices(Tidspunkt), verbose_name="hvornår", default=list, blank=True
    )
    tidspunkt_note = models.CharField(
        "mere om hvornår", max_length=100, blank=True, help_text="Fx tirsdag kl. 14-16."
    )
    fra_maaned = models.PositiveSmallIntegerField(
        "fra måned", choices=Maaned, null=True, blank=True
    )
    til_maaned = models.PositiveSmallIntegerField(
        "til måned", choices=Maaned, null=True, blank=True
    )
    starter = models.DateField(
        null=True,
        blank=True,
        help_text="Lad feltet stå tomt, hvis man kan begynde når som helst.",
    )
    slutter = models.DateField(null=True, blank=True)

    sted = models.CharField(max_length=15, choices=Sted, default=Sted.INSTITUTIONEN)
    sted_note = models.CharField("mødested", max_length=150, blank=True)
    tilgaengelighed_note = models.CharField(
        "mere om tilgængelighed",
        max_length=200,
        blank=True,
        help_text="Om selve opgaven. Stedets tilgængelighed står på institutionen.",
    )

    maalgrupper = ChoicesField(
        _choices(Maalgruppe), verbose_name="hvem hjælper man", default=list, blank=True
    )
    egnet_for = ChoicesField(
        _choices(EgnetFor), verbose_name="passer til", default=list, blank=True
    )
    kompetencer = models.CharField(max_length=200, blank=True)
    erfaring_kraeves = models.BooleanField("erfaring kræves", default=False)
    dansk_niveau = models.CharField(
        "dansk", max_length=10, choices=DanskNiveau, default=DanskNiveau.HVERDAG
    )
    andre_sprog = models.CharField(
        max_length=100, blank=True, help_text="Andre sprog, der er en hjælp."
    )
    pladser = models.PositiveSmallIntegerField(
        default=1, help_text="Hvor mange I søger. 0, hvis der er plads til alle."
    )
    # Kept by the actions of enquiries, so that no place is given twice.
    antal_aftalt = models.PositiveSmallIntegerField(
        "aftalt med", default=0, editable=False
    )
    soegeord = models.CharField(
        "søgeord",
        max_length=200,
        blank=True,
        help_text="Andre ord, borgere kan søge på.",
    )

    arrangoer = models.CharField(
        "arrangør", max_length=10, choices=Arrangoer, default=Arrangoer.KOMMUNEN
    )
    forening_navn = models.CharField("foreningens navn", max_length=100, blank=True)
    boern_under_15 = models.BooleanField(
        "direkte kontakt med børn under 15 år", default=False
    )
    fast_tilknytning = models.BooleanField(
        "kommer fast", default=False, help_text="Ikke kun en enkelt gang eller to."
    )
    i_eget_hjem = models.BooleanField("i en borgers hjem", default=False)
    ligner_loenarbejde = models.BooleanField(
        "kunne være lønnet arbejde",
        default=False,
        help_text="For eksempel kørsel, vedligehold eller servering.",
    )
    supplerer_personalet = models.BooleanField(
        "opgaven supplerer personalets arbejde og erstatter det ikke", default=False
    )

    kontakt_funktion = models.CharField(
        "kontakt", max_length=100, blank=True, help_text="En funktion, ikke et navn."
    )
    kontakt_telefon = TelefonField("telefon")
    kontakt_email = models.EmailField("e-mail", blank=True)
    stedfortraeder_funktion = models.CharField(
        "stedfortræder", max_length=100, blank=True
    )
    stedfortraeder_telefon = TelefonField("stedfortræders telefon")
    stedfortraeder_email = models.EmailField("stedfortræders e-mail", blank=True)

    billede = models.ForeignKey(
        Fil, on_delete=models.SET_NULL, related_name="opslag", null=True, blank=True
    )
    billede_alt = models.CharField(
        "billedet viser",
        max_length=150,
        blank=True,
        help_text="Læses op for dem, der ikke kan se billedet.",
    )
    ekstern_url = models.URLField(
        "adresse på Frivilligjob.dk", max_length=300, blank=True
    )

    droeftet = models.CharField(
        "har I drøftet det i personalegruppen eller MED?",
        max_length=4,
        choices=Droeftet,
        blank=True,
        help_text="Kun til jer selv. Borgerne ser det ikke.",
    )

    last_date: date  # Only on posts from due_again().

    objects = OpslagManager()

    class Meta:
        ordering = ["-oprettet_den", "-pk"]
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        permissions = [
            ("publish_opslag", "Kan offentliggøre opslag"),
            ("approve_opslag", "Kan godkende opslag"),
        ]
        indexes = [
            models.Index(
                F("offentliggjort_den").desc(),
                F("id").desc(),
                name="opslag_public",
                condition=Q(status=OpslagStatus.AKTIV),
            ),
            GinIndex(
                fields=["soegeindeks"],
                name="opslag_soegeindeks",
                fastupdate=False,
                condition=Q(status=OpslagStatus.AKTIV),
            ),
            GinIndex(
                OpClass(F("soegetekst"), name="gin_trgm_ops"),
                name="opslag_soegetekst",
                fastupdate=False,
            ),
            # The orders of the admin's list.
            models.Index(F("oprettet_den").desc(), F("id").desc(), name="opslag_made"),
            models.Index(F("vises_til"), F("id"), name="opslag_vises_til"),
            models.Index(F("titel"), F("id"), name="opslag_titel"),
            # What waits, on its front page.
            models.Index(F("status"), F("vises_til"), name="opslag_status"),
        ]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("opgavebank:opslag_detail", args=[self.pk, self.slug])

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # Forms leave out those that touch fields they do not show; check them all.
        super().validate_constraints()

    @property
    def slug(self) -> str:
        return danish_slug(self.titel) or "opslag"

    @property
    def is_taken_up(self) -> bool:
        """Whether every place was agreed on."""
        return 0 < self.pladser <= self.antal_aftalt

    @property
    def is_taken(self) -> bool:
        """Whether one who asks now waits for a place."""
        return self.status == OpslagStatus.BESAT or self.is_taken_up

    @property
    def takes_henvendelser(self) -> bool:
        if self.institution.is_closed:
            return False
        return self.is_public or self.status == OpslagStatus.BESAT

    @property
    def kontakt(self) -> Kontakt:
        return Kontakt.of(self, "kontakt")

    @property
    def stedfortraeder(self) -> Kontakt:
        return Kontakt.of(self, "stedfortraeder")

    @property
    def boerneattest(self) -> Boerneattest:
        """Børneattestloven: children under 15 and a lasting tie."""
        if not self.boern_under_15:
            return Boerneattest.NEJ
        if self.fast_tilknytning:
            return Boerneattest.KRAEVES
        return Boerneattest.KAN_KRAEVES
