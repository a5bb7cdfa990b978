"""The rules that the database holds for an opslag."""

from datetime import timedelta

from django.db.models import BaseConstraint, CheckConstraint, F, Q

from opgavebank.choices import Arrangoer, OpslagStatus

MAX_DAYS = 180

# Statuses in which a post has been promised to citizens, so it must be whole.
IS_LIVE = Q(status__in=[OpslagStatus.AKTIV, OpslagStatus.PAUSE])


def _live_needs(name: str, condition: Q, message: str) -> CheckConstraint:
    return CheckConstraint(
        name=name, condition=~IS_LIVE | condition, violation_error_message=message
    )


CONSTRAINTS: list[BaseConstraint] = [
    _live_needs("opslag_live_has_resume", ~Q(resume=""), "Skriv kort, hvad man gør."),
    _live_needs(
        "opslag_live_says_who_does_what",
        ~Q(det_goer_du="") & ~Q(det_goer_personalet=""),
        "Skriv både, hvad den frivillige gør, og hvad personalet gør.",
    ),
    _live_needs(
        "opslag_live_has_kontakt",
        ~Q(kontakt_funktion="") & (~Q(kontakt_telefon="") | ~Q(kontakt_email="")),
        "Skriv, hvem man kontakter, med telefon eller e-mail.",
    ),
    _live_needs(
        "opslag_live_has_stedfortraeder",
        ~Q(stedfortraeder_funktion="")
        & (~Q(stedfortraeder_telefon="") | ~Q(stedfortraeder_email="")),
        "Skriv en stedfortræder med telefon eller e-mail.",
    ),
    _live_needs(
        "opslag_live_supplements_staff",
        Q(supplerer_personalet=True),
        "Bekræft, at opgaven supplerer personalet og ikke erstatter det.",
    ),
    _live_needs(
        "opslag_live_says_when_and_for_whom",
        ~Q(tidspunkter=[]) & ~Q(maalgrupper=[]) & ~Q(egnet_for=[]),
        "Vælg hvornår, hvem man hjælper, og hvem opgaven passer til.",
    ),
    CheckConstraint(
        name="opslag_live_has_been_published",
        condition=~IS_LIVE | Q(offentliggjort_den__isnull=False),
    ),
    CheckConstraint(
        name="opslag_vises_at_most_180_days",
        condition=Q(vises_til__gte=F("vises_fra"))
        & Q(vises_til__lte=F("vises_fra") + timedelta(days=MAX_DAYS)),
        violation_error_message=(
            "Opslaget kan vises fra i dag og højst 180 dage frem."
        ),
    ),
    CheckConstraint(
        name="opslag_billede_has_alt",
        condition=Q(billede=None) | ~Q(billede_alt=""),
        violation_error_message="Skriv, hvad billedet viser.",
    ),
    CheckConstraint(
        name="opslag_forening_has_navn",
        condition=Q(arrangoer=Arrangoer.KOMMUNEN, forening_navn="")
        | Q(arrangoer=Arrangoer.FORENING) & ~Q(forening_navn=""),
        violation_error_message=(
            "Skriv foreningens navn, hvis en forening er arrangør, og ellers ikke."
        ),
    ),
    CheckConstraint(
        name="opslag_months_come_in_pairs",
        condition=Q(fra_maaned=None, til_maaned=None)
        # Null is within no range, but a check that gives null is passed.
        | Q(fra_maaned__isnull=False, til_maaned__isnull=False)
        & Q(fra_maaned__range=(1, 12), til_maaned__range=(1, 12)),
        violation_error_message="Vælg både første og sidste måned.",
    ),
    CheckConstraint(
        name="opslag_starter_before_slutter",
        condition=Q(starter=None) | Q(slutter=None) | Q(slutter__gte=F("starter")),
        violation_error_message="Opgaven kan ikke slutte, før den begynder.",
    ),
    CheckConstraint(
        name="opslag_til_godkendelse_says_when",
        condition=~Q(status=OpslagStatus.TIL_GODKENDELSE)
        | Q(indsendt_den__isnull=False),
    ),
    CheckConstraint(
        name="opslag_arkiv_says_when",
        condition=Q(status=OpslagStatus.ARKIV, arkiveret_den__isnull=False)
        | ~Q(status=OpslagStatus.ARKIV) & Q(arkiveret_den=None),
    ),
    CheckConstraint(
        name="opslag_is_never_overbooked",
        condition=Q(pladser=0) | Q(antal_aftalt__lte=F("pladser")),
        violation_error_message=(
            "Der er lavet flere aftaler, end der er pladser. Sæt flere pladser."
        ),
    ),
]
