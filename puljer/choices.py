"""What a grant pool and an application may say in words that can be counted."""

from django.db.models import TextChoices


class Stoetteform(TextChoices):
    TILSKUD = "tilskud", "Tilskud"
    UNDERSKUDSGARANTI = "underskudsgaranti", "Underskudsgaranti"
    LAAN = "laan", "Lån af lokale eller udstyr"
    OMKONTERING = "omkontering", "Omkontering til en institution"


# What is given in kroner, so that a budget is asked for.
IN_MONEY = [
    Stoetteform.TILSKUD,
    Stoetteform.UNDERSKUDSGARANTI,
    Stoetteform.OMKONTERING,
]


class Ansoegertype(TextChoices):
    FORENING = "forening", "En forening med CVR-nummer"
    GRUPPE = "gruppe", "En gruppe uden CVR-nummer"
    INSTITUTION = "institution", "En kommunal institution sammen med en partner"


class Spoergsmaalsslags(TextChoices):
    KORT = "kort", "Kort tekst"
    LANG = "lang", "Lang tekst"
    TAL = "tal", "Tal"
    BELOEB = "beloeb", "Beløb"
    DATO = "dato", "Dato"
    VALG = "valg", "Vælg én"
    FLERE = "flere", "Vælg en eller flere"
    JANEJ = "janej", "Ja eller nej"
    FIL = "fil", "Fil"


# The answers that another question may depend on.
MAY_DECIDE = [
    Spoergsmaalsslags.VALG,
    Spoergsmaalsslags.FLERE,
    Spoergsmaalsslags.JANEJ,
]
WITH_CHOICES = [Spoergsmaalsslags.VALG, Spoergsmaalsslags.FLERE]
JA, NEJ = "Ja", "Nej"


class AnsoegningStatus(TextChoices):
    KLADDE = "kladde", "Kladde"
    MODTAGET = "modtaget", "Modtaget"
    UNDER_BEHANDLING = "under_behandling", "Under behandling"
    TRUKKET = "trukket", "Trukket tilbage"
    VIDERESENDT = "videresendt", "Sendt videre"
    UDLOEBET = "udloebet", "Udløbet"


# The state machine: where an application may go from each status.
TRANSITIONS = {
    AnsoegningStatus.KLADDE: {AnsoegningStatus.MODTAGET, AnsoegningStatus.UDLOEBET},
    AnsoegningStatus.MODTAGET: {
        AnsoegningStatus.UNDER_BEHANDLING,
        AnsoegningStatus.TRUKKET,
        AnsoegningStatus.VIDERESENDT,
    },
    AnsoegningStatus.UNDER_BEHANDLING: {
        AnsoegningStatus.TRUKKET,
        AnsoegningStatus.VIDERESENDT,
    },
    AnsoegningStatus.TRUKKET: set(),
    AnsoegningStatus.VIDERESENDT: set(),
    AnsoegningStatus.UDLOEBET: set(),
}
# What the municipality has not received. The others have a number and a frozen version.
NOT_SENT = [AnsoegningStatus.KLADDE, AnsoegningStatus.UDLOEBET]
ENDED = [
    AnsoegningStatus.TRUKKET,
    AnsoegningStatus.VIDERESENDT,
    AnsoegningStatus.UDLOEBET,
]


class Fristskoen(TextChoices):
    """What a person decided of an application that came too late."""

    DISPENSATION = "dispensation", "Behandles, selv om den kom for sent"
    AFVISES = "afvises", "Afvises, fordi den kom for sent"


class Modtagevej(TextChoices):
    PORTAL = "portal", "Portalen"
    PAPIR = "papir", "Papir"
    TELEFON = "telefon", "Telefon eller møde"
    MAIL = "mail", "Mail"


class Deltagerrolle(TextChoices):
    ANSVARLIG = "ansvarlig", "Kontaktperson"
    MEDANSVARLIG = "medansvarlig", "Anden kontaktperson"
    SKRIVER = "skriver", "Må læse og rette"
    LAESER = "laeser", "Må læse"


# Who answers for the application, and so may send it and take it back.
ANSWER_FOR_IT = [Deltagerrolle.ANSVARLIG, Deltagerrolle.MEDANSVARLIG]
MAY_WRITE = [*ANSWER_FOR_IT, Deltagerrolle.SKRIVER]
INVITED = [Deltagerrolle.SKRIVER, Deltagerrolle.LAESER]


class Budgetslags(TextChoices):
    UDGIFT = "udgift", "Udgift"
    INDTAEGT = "indtaegt", "Indtægt"


class Udgiftsart(TextChoices):
    MATERIALER = "materialer", "Materialer"
    LOKALE = "lokale", "Lokale"
    TRANSPORT = "transport", "Transport"
    HONORAR = "honorar", "Honorar"
    FORPLEJNING = "forplejning", "Forplejning"
    ANDET = "andet", "Andet"


class Indtaegtsart(TextChoices):
    """Where the rest of the money comes from, and how sure it is."""

    EGEN = "egen", "Vores egne penge"
    SOEGT = "soegt", "Søgt et andet sted"
    LOVET = "lovet", "Lovet af andre"
    MODTAGET = "modtaget", "Modtaget fra andre"


class Retning(TextChoices):
    FRA_ANSOEGER = "fra_ansoeger", "Fra ansøgeren"
    TIL_ANSOEGER = "til_ansoeger", "Til ansøgeren"


class Dokumentslags(TextChoices):
    ANSOEGNING = "ansoegning", "Ansøgning"
    BILAG = "bilag", "Bilag"
    BESKED = "besked", "Besked"


class Fristbrevslags(TextChoices):
    """Mails about a deadline. Each is written once for each deadline."""

    SNART = "snart", "Fristen er om tre dage"
    USENDT = "usendt", "Fristen er nået, og kladden er ikke sendt"
    UDLOEBER = "udloeber", "Kladden bliver snart slettet"
