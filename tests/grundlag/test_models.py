from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Arrangement,
    Bruger,
    ForgaevesSoegning,
    Formularnoegle,
    Institution,
    Institutionsrolle,
    Lukkedag,
    Omraade,
    Oplyst,
    Ord,
    Postnummer,
    Redaktoerrolle,
    Sletteanmodning,
    Synonym,
    Udvalg,
    Udvalgsmedlemskab,
)
from tests.factories import (
    AdgangFactory,
    ArrangementFactory,
    BrugerFactory,
    DialograekkeFactory,
    DialogskemaFactory,
    GuideSvarFactory,
    InstitutionFactory,
    InstitutionsrolleFactory,
    RedaktoerrolleFactory,
    RetstekstFactory,
    SletteanmodningFactory,
    TilmeldingFactory,
    UdvalgFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)

APPROVED = {"godkendt_den": TODAY, "jurist": "Jytte Jurist", "gennemses_den": TODAY}


def lukkedag(fra, til):
    place = InstitutionFactory()
    Lukkedag.objects.bulk_create([Lukkedag(institution=place, fra=fra, til=til)])


def same_form_twice():
    key = uuid4()
    Formularnoegle.objects.bulk_create(
        [Formularnoegle(noegle=key, sti="/skriv/") for _ in range(2)]
    )


def two_roles_at_one_place():
    held = InstitutionsrolleFactory()
    InstitutionsrolleFactory(bruger=held.bruger, institution=held.institution)


def membership(**fields):
    return Udvalgsmedlemskab(udvalg=UdvalgFactory(), navn="Bo", **fields)


def two_seats_in_one_committee():
    seat = membership(bruger=BrugerFactory())
    other = Udvalgsmedlemskab(udvalg=seat.udvalg, navn="Bo", bruger=seat.bruger)
    Udvalgsmedlemskab.objects.bulk_create([seat, other])


def same_version_twice():
    RetstekstFactory(noegle="om")
    RetstekstFactory(noegle="om")


def same_row_twice():
    skema = DialogskemaFactory()
    for _ in range(2):
        DialograekkeFactory(skema=skema, opgave="Give medicin")


def retstekst(**fields):
    RetstekstFactory(**APPROVED | fields)


def synonym(ord, udtryk=("træning",)):
    return Synonym.objects.create(ord=ord, udtryk=list(udtryk))


def twice(model, **fields):
    return [model.objects.create(**fields) for _ in range(2)]


def two_places_for_one_email():
    first = TilmeldingFactory(email="karen@example.org")
    TilmeldingFactory(arrangement=first.arrangement, email="Karen@example.org")


def ends_before_it_begins():
    ArrangementFactory() and Arrangement.objects.update(slutter=F("begynder"))


def decided_by_who_asked():
    asked = SletteanmodningFactory()
    Sletteanmodning.objects.update(afgjort_af=asked.anmodet_af)


def refused_without_a_word():
    SletteanmodningFactory(
        status="afvist",
        email="",
        begrundelse="",
        afgjort_den=timezone.now(),
        afgjort_af=BrugerFactory(),
    )


VIOLATIONS = [
    (
        "adgang_runs_out_after_it_was_given",
        lambda: (
            AdgangFactory(obj=BrugerFactory())
            and Adgang.objects.update(udloeber_den=F("oprettet_den"))
        ),
    ),
    ("arrangement_ends_after_it_begins", ends_before_it_begins),
    (
        "arrangement_is_never_overbooked",
        lambda: ArrangementFactory(pladser=7, antal_tilmeldt=8),
    ),
    (
        "bruger_email_is_lower_case",
        lambda: BrugerFactory() and Bruger.objects.update(email="Stor@kommune.example"),
    ),
    ("dialograekke_opgave_once_in_skema", same_row_twice),
    ("formularnoegle_once_per_form", same_form_twice),
    ("guidesvar_is_for_someone", lambda: GuideSvarFactory(maalgrupper=[])),
    (
        "institution_postnr_is_four_digits",
        lambda: InstitutionFactory() and Institution.objects.update(postnr="284"),
    ),
    (
        "institution_postnr_is_four_digits",
        lambda: InstitutionFactory() and Institution.objects.update(postnr="28 0"),
    ),
    (
        "institutionsrolle_fra_before_til",
        lambda: (
            InstitutionsrolleFactory()
            and Institutionsrolle.objects.update(til=YESTERDAY)
        ),
    ),
    ("institutionsrolle_one_open_per_person_and_place", two_roles_at_one_place),
    ("lukkedag_fra_before_til", lambda: lukkedag(TODAY, YESTERDAY)),
    ("lukkedag_fra_before_til", lambda: lukkedag(TODAY, TODAY + timedelta(days=401))),
    (
        "omraade_middle_has_both_coordinates",
        lambda: Omraade.objects.update(laengdegrad=None, breddegrad=55.8),
    ),
    (
        "redaktoerrolle_fra_before_til",
        lambda: (
            RedaktoerrolleFactory() and Redaktoerrolle.objects.update(til=YESTERDAY)
        ),
    ),
    (
        "redaktoerrolle_one_open_per_person_and_fagomraade",
        lambda: RedaktoerrolleFactory(bruger=RedaktoerrolleFactory().bruger),
    ),
    ("retstekst_one_of_each_version", same_version_twice),
    (
        "retstekst_godkendt_says_by_whom_and_until_when",
        lambda: retstekst(jurist=""),
    ),
    (
        "retstekst_godkendt_says_by_whom_and_until_when",
        lambda: retstekst(gennemses_den=None),
    ),
    (
        "retstekst_godkendt_says_by_whom_and_until_when",
        lambda: retstekst(kilde=""),
    ),
    (
        "retstekst_godkendt_says_by_whom_and_until_when",
        lambda: retstekst(godkendt_den=None),
    ),
    ("sletteanmodning_is_decided_by_another", decided_by_who_asked),
    (
        "sletteanmodning_waits_or_is_decided_and_says_no_one",
        lambda: SletteanmodningFactory(email=""),
    ),
    ("sletteanmodning_afvist_says_why", refused_without_a_word),
    ("sletteanmodning_afvist_says_why", lambda: SletteanmodningFactory(afslag="Nej.")),
    (
        "sletteanmodning_afslag_has_no_email",
        lambda: SletteanmodningFactory(afslag="karen@example.org"),
    ),
    (
        "sletteanmodning_one_waits_for_an_email",
        lambda: [SletteanmodningFactory(email=e) for e in ("a@b.dk", "A@b.dk")],
    ),
    ("tilmelding_afmeldt_says_when", lambda: TilmeldingFactory(status="afmeldt")),
    (
        "tilmelding_afmeldt_says_when",
        lambda: TilmeldingFactory(afmeldt_den=timezone.now()),
    ),
    ("tilmelding_can_be_reached", lambda: TilmeldingFactory(email="", telefon="")),
    ("tilmelding_one_place_for_an_email", two_places_for_one_email),
    (
        "udvalg_nedsat_before_nedlagt",
        lambda: UdvalgFactory() and Udvalg.objects.update(nedlagt=YESTERDAY),
    ),
    (
        "udvalgsmedlemskab_fra_before_til",
        lambda: Udvalgsmedlemskab.objects.bulk_create([membership(til=YESTERDAY)]),
    ),
    ("udvalgsmedlemskab_one_open_per_user", two_seats_in_one_committee),
    ("synonym_once_a_word", lambda: synonym("MOTION")),
    ("synonym_ord_is_one_word", lambda: synonym("gå tur")),
    ("synonym_says_another_word", lambda: synonym("nyt", udtryk=["nyt"])),
    ("synonym_has_udtryk", lambda: synonym("nyt", udtryk=[])),
    ("ord_once_for_each_kilde", lambda: twice(Ord, kilde="x", ord="kaffe")),
    ("forgaeves_once_a_day", lambda: twice(ForgaevesSoegning, ord="kaffe")),
    (
        "postnummer_is_four_digits",
        lambda: Postnummer.objects.create(
            nr="28x0", navn="Holte", breddegrad=55, laengdegrad=12
        ),
    ),
]


@pytest.mark.parametrize(("name", "violate"), VIOLATIONS)
def test_the_database_refuses(name, violate):
    with pytest.raises(IntegrityError, match=f'"{name}"'):
        violate()


def test_every_constraint_has_a_violation_above():
    named = {
        constraint.name
        for model in apps.get_app_config("grundlag").get_models()
        for constraint in model._meta.constraints
    }

    assert named == {name for name, _ in VIOLATIONS}


def test_a_role_that_has_ended_makes_room_for_another():
    ended = InstitutionsrolleFactory(fra=YESTERDAY, til=YESTERDAY)

    InstitutionsrolleFactory(bruger=ended.bruger, institution=ended.institution)

    assert Institutionsrolle.objects.active().count() == 1


@pytest.mark.parametrize(
    ("fra", "til", "is_active"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (YESTERDAY, YESTERDAY, False),
        (TODAY + timedelta(days=1), None, False),
    ],
)
def test_a_role_is_held_on_its_first_and_last_day(fra, til, is_active):
    InstitutionsrolleFactory(fra=fra, til=til)
    Udvalgsmedlemskab.objects.bulk_create([membership(fra=fra, til=til)])

    assert Institutionsrolle.objects.active(TODAY).exists() is is_active
    assert Udvalgsmedlemskab.objects.active(TODAY).exists() is is_active


def test_closed_days_are_those_within_the_span(institution):
    def lukket(fra, til):
        Lukkedag.objects.create(
            institution=institution, fra=date(2027, 7, fra), til=date(2027, 7, til)
        )

    lukket(1, 5)
    lukket(10, 10)
    lukket(20, 25)

    closed = institution.closed_days(date(2027, 7, 5), date(2027, 7, 21))

    assert closed == {date(2027, 7, day) for day in (5, 10, 20, 21)}


def test_tilgaengelighed_is_silent_until_someone_has_looked():
    assert InstitutionFactory().tilgaengelighed == []

    answers = InstitutionFactory(elevator=Oplyst.NEJ).tilgaengelighed

    assert ("Elevator", "Nej") in answers
    assert ("Teleslynge", "Ikke oplyst") in answers


@pytest.mark.parametrize(
    ("adresse", "postnr", "by", "line"),
    [
        ("Øverødvej 2", "2840", "Holte", "Øverødvej 2, 2840 Holte"),
        ("", "2840", "Holte", "2840 Holte"),
        ("Øverødvej 2", "", "", "Øverødvej 2"),
        ("", "", "", ""),
    ],
)
def test_postadresse_leaves_out_what_is_not_known(adresse, postnr, by, line):
    place = InstitutionFactory.build(
        adresse=adresse, postnr=postnr, by=by, fagomraade=None, omraade=None
    )

    assert place.postadresse == line
