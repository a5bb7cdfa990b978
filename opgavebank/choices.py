"""What an opslag may say in words that can be counted and searched."""

from django.db.models import IntegerChoices, TextChoices


class Slags(TextChoices):
    OPGAVE = "opgave", "Opgave"
    IDE = "ide", "Idé, vi vil prøve"
    KOMPETENCE = "kompetence", "Vi søger en, der kan"


class OpslagStatus(TextChoices):
    KLADDE = "kladde", "Kladde"
    TIL_GODKENDELSE = "til_godkendelse", "Til godkendelse"
    AKTIV = "aktiv", "Aktiv"
    PAUSE = "pause", "På pause"
    BESAT = "besat", "Besat"
    UDLOEBET = "udloebet", "Udløbet"
    ARKIV = "arkiv", "Arkiveret"


# The state machine: where an opslag may go from each status.
TRANSITIONS = {
    OpslagStatus.KLADDE: {
        OpslagStatus.TIL_GODKENDELSE,
        OpslagStatus.AKTIV,
        OpslagStatus.ARKIV,
    },
    OpslagStatus.TIL_GODKENDELSE: {
        OpslagStatus.KLADDE,
        OpslagStatus.AKTIV,
        OpslagStatus.ARKIV,
    },
    OpslagStatus.AKTIV: {
        OpslagStatus.PAUSE,
        OpslagStatus.BESAT,
        OpslagStatus.UDLOEBET,
        OpslagStatus.ARKIV,
    },
    OpslagStatus.PAUSE: {
        OpslagStatus.AKTIV,
        OpslagStatus.BESAT,
        OpslagStatus.UDLOEBET,
        OpslagStatus.ARKIV,
    },
    OpslagStatus.BESAT: {
        OpslagStatus.TIL_GODKENDELSE,
        OpslagStatus.AKTIV,
        OpslagStatus.ARKIV,
    },
    OpslagStatus.UDLOEBET: {
        OpslagStatus.TIL_GODKENDELSE,
        OpslagStatus.AKTIV,
        OpslagStatus.ARKIV,
    },
    OpslagStatus.ARKIV: set(),
}
# From where a post can be shown for longer, or again.
RENEWABLE = [
    OpslagStatus.AKTIV,
    OpslagStatus.PAUSE,
    OpslagStatus.BESAT,
    OpslagStatus.UDLOEBET,
]
# What someone still works with. The others are over, and only kept for a while.
NOT_OVER = [
    OpslagStatus.KLADDE,
    OpslagStatus.TIL_GODKENDELSE,
    OpslagStatus.AKTIV,
    OpslagStatus.PAUSE,
]


class Form(TextChoices):
    ENGANG = "engang", "En enkelt gang"
    FAST = "fast", "Fast"
    PERIODE = "periode", "I en periode"
    LOEBENDE = "loebende", "Når det passer"


class Hyppighed(TextChoices):
    EN_GANG = "en_gang", "en gang"
    DAGLIG = "daglig", "om dagen"
    UGENTLIG = "ugentlig", "om ugen"
    HVER_ANDEN_UGE = "hver_anden_uge", "hver anden uge"
    MAANEDLIG = "maanedlig", "om måneden"
    KVARTALSVIS = "kvartalsvis", "i kvartalet"
    FAA_GANGE_OM_AARET = "faa_gange_om_aaret", "få gange om året"
    EFTER_AFTALE = "efter_aftale", "efter aftale"


class Tidspunkt(TextChoices):
    HVERDAG_FORMIDDAG = "hverdag_formiddag", "Hverdage om formiddagen"
    HVERDAG_EFTERMIDDAG = "hverdag_eftermiddag", "Hverdage om eftermiddagen"
    AFTEN = "aften", "Aften"
    WEEKEND = "weekend", "Weekend"
    FLEKSIBELT = "fleksibelt", "Tidspunktet aftaler vi"


class Maaned(IntegerChoices):
    JANUAR = 1, "januar"
    FEBRUAR = 2, "februar"
    MARTS = 3, "marts"
    APRIL = 4, "april"
    MAJ = 5, "maj"
    JUNI = 6, "juni"
    JULI = 7, "juli"
    AUGUST = 8, "august"
    SEPTEMBER = 9, "september"
    OKTOBER = 10, "oktober"
    NOVEMBER = 11, "november"
    DECEMBER = 12, "december"


class Sted(TextChoices):
    INSTITUTIONEN = "institutionen", "På institutionen"
    UDE = "ude", "Ude"
    HOS_BORGEREN = "hos_borgeren", "Hos den, du hjælper"
    HJEMMEFRA = "hjemmefra", "Hjemmefra"
    ANDET = "andet", "Et andet sted"


class Maalgruppe(TextChoices):
    BOERN = "boern", "Børn"
    UNGE = "unge", "Unge"
    AELDRE = "aeldre", "Ældre"
    HANDICAP = "handicap", "Mennesker med handicap"
    PSYKISK_SAARBARE = "psykisk_saarbare", "Psykisk sårbare"
    NYE_DANSKERE = "nye_danskere", "Nye danskere"
    FAMILIER = "familier", "Familier"
    LOKALSAMFUND = "lokalsamfund", "Lokalsamfundet"
    NATUR = "natur", "Natur og klima"
    KULTUR = "kultur", "Kulturlivet"


class EgnetFor(TextChoices):
    ENKELTPERSONER = "enkeltpersoner", "Enkeltpersoner"
    GRUPPER = "grupper", "En gruppe venner eller kolleger"
    FORENINGER = "foreninger", "En forening"
    PAAROERENDE = "paaroerende", "Pårørende"
    ILDSJAELE = "ildsjaele", "Ildsjæle, der vil starte noget"
    FAMILIER = "familier", "Familier med børn"
    UNGE_UNDER_18 = "unge_under_18", "Unge under 18 år"


class DanskNiveau(TextChoices):
    FLYDENDE = "flydende", "Du taler og skriver dansk uden besvær"
    HVERDAG = "hverdag", "Du klarer dig på dansk i hverdagen"
    LIDT = "lidt", "Lidt dansk er nok"


class Droeftet(TextChoices):
    JA = "ja", "Ja"
    NEJ = "nej", "Nej, ikke endnu"
    IKKE_RELEVANT = "ikke", "Det er ikke nødvendigt her"


class Arrangoer(TextChoices):
    KOMMUNEN = "kommunen", "Kommunen"
    FORENING = "forening", "En forening"


class Boerneattest(TextChoices):
    """What follows from who the children are and how often one comes."""

    KRAEVES = "kraeves", "Kræver børneattest"
    KAN_KRAEVES = "kan_kraeves", "Kan kræve børneattest"
    NEJ = "nej", "Ingen børneattest"


class Indsatsstatus(TextChoices):
    I_GANG = "i_gang", "I gang"
    OENSKET = "oensket", "Ønsket"
    TIDLIGERE = "tidligere", "Tidligere"


class Antal(TextChoices):
    """Roughly how many volunteers. A place seldom counts them."""

    IKKE_OPLYST = "ikke_oplyst", "Ikke oplyst"
    EN_TO = "1_2", "1-2 frivillige"
    TRE_FEM = "3_5", "3-5 frivillige"
    SEKS_TI = "6_10", "6-10 frivillige"
    FLERE_END_TI = "over_10", "flere end 10 frivillige"


class HenvendelseStatus(TextChoices):
    NY = "ny", "Ny"
    KONTAKTET = "kontaktet", "Kontaktet"
    AFTALT = "aftalt", "Aftalt"
    IKKE_ET_MATCH = "ikke_et_match", "Ikke et match"
    TRUKKET = "trukket", "Trukket"
    INTET_SVAR = "intet_svar", "Intet svar"

    @property
    def told(self) -> str:
        """To the citizen who asked."""
        return {
            HenvendelseStatus.NY: "Vi har givet din besked videre. Du har ikke fået "
            "svar endnu.",
            HenvendelseStatus.KONTAKTET: "Stedet har svaret dig.",
            HenvendelseStatus.AFTALT: "I har lavet en aftale.",
            HenvendelseStatus.IKKE_ET_MATCH: "Det blev ikke til noget denne gang.",
            HenvendelseStatus.TRUKKET: "Henvendelsen er trukket tilbage.",
            HenvendelseStatus.INTET_SVAR: "Henvendelsen er lukket, fordi der er gået "
            "60 dage, uden at nogen har skrevet.",
        }[self]


# What an enquiry ended as; the rest are open.
ENDED = [
    HenvendelseStatus.AFTALT,
    HenvendelseStatus.IKKE_ET_MATCH,
    HenvendelseStatus.TRUKKET,
    HenvendelseStatus.INTET_SVAR,
]

# The state machine of an enquiry. What ended can be taken up again, or else mended.
HENVENDELSE_TRANSITIONS = {
    HenvendelseStatus.NY: {HenvendelseStatus.KONTAKTET, *ENDED},
    HenvendelseStatus.KONTAKTET: {*ENDED},
    HenvendelseStatus.AFTALT: {
        HenvendelseStatus.IKKE_ET_MATCH,
        HenvendelseStatus.TRUKKET,
    },
    HenvendelseStatus.IKKE_ET_MATCH: {
        HenvendelseStatus.KONTAKTET,
        HenvendelseStatus.AFTALT,
    },
    HenvendelseStatus.TRUKKET: set(),
    HenvendelseStatus.INTET_SVAR: {
        HenvendelseStatus.KONTAKTET,
        HenvendelseStatus.AFTALT,
        HenvendelseStatus.TRUKKET,
    },
}


class Svarvej(TextChoices):
    """How the institution answered, or who says that it did."""

    MAIL = "mail", "Mail fra portalen"
    OPKALD = "opkald", "Telefon"
    KNAP = "knap", "Knappen i mailen"
    BORGER = "borger", "Borgeren siger det"
    ANDET = "andet", "En anden vej"


class JaNej(TextChoices):
    """What a citizen answers to a question in a mail; empty until then."""

    JA = "ja", "Ja"
    NEJ = "nej", "Nej"


class Ordslags(TextChoices):
    """What was said or noted about an enquiry."""

    NOTE = "note", "Note"
    OPKALD = "opkald", "Telefonsamtale"
    SVAR = "svar", "Svar sendt"
    TILFOEJELSE = "tilfoejelse", "Borgeren tilføjer"
