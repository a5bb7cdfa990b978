"""What citizens have asked in the demo over a year: invented, as are their names."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from opgavebank.choices import ENDED, HenvendelseStatus, Ordslags, Svarvej
from opgavebank.models import Henvendelse, Henvendelsesord, Opslag
from opgavebank.models.henvendelse import KEEP_CONTENT, SILENT_FOR
from rudersdal_frivillig.demo.data import PHONE
from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Bruger, Institution, Logpost, Logvaerdi
from rudersdal_frivillig.grundlag.workdays import add_working_days

HOW_MANY, YEAR = 180, 360
NY, KONTAKTET, AFTALT, IKKE_ET_MATCH, TRUKKET, INTET_SVAR = HenvendelseStatus
NAVNE = ["Karen", "Ole", "Fatima", "Jens", "Birgit", "Amir", "Inge", "Mads", "Olena"]
BYER = ["Holte", "Birkerød", "Nærum", "Vedbæk", "Trørød"]
BESKEDER = [
    "Jeg er lige gået på pension og vil gerne hjælpe et par timer om ugen.",
    "Jeg har tid om eftermiddagen og bor i nærheden. Er der stadig brug for nogen?",
    "Jeg har ikke prøvet det før, men vil gerne se, om det er noget for mig.",
    "Min mor boede hos jer, og nu vil jeg gerne give noget igen.",
    "Hvornår på dagen er det? Jeg arbejder om formiddagen.",
]
GRUPPE = "Vi er seks naboer, der gerne vil tage opgaven sammen. Kan vi det?"
# How enquiries end, of those that are old enough.
ENDS = [AFTALT] * 8 + [IKKE_ET_MATCH] * 4 + [TRUKKET] * 2 + [INTET_SVAR] * 2
# At the places with a log-in: days ago, and what has come of it.
AT_SJAELSOE = [
    *((0, NY), (1, NY), (9, NY), (4, KONTAKTET), (12, KONTAKTET), (15, AFTALT)),
    *((22, AFTALT), (30, IKKE_ET_MATCH), (35, TRUKKET), (40, AFTALT)),
]
AT_ELLESLETTEN = [(2, NY), (6, KONTAKTET), (18, AFTALT)]


def make_henvendelser() -> Henvendelse:
    """All of them, and their log. Returns one."""
    random = Random(6)
    rows = [
        *_at("Plejecenter Sjælsø", AT_SJAELSOE, random),
        *_at("Børnehuset Ellesletten", AT_ELLESLETTEN, random),
        *_elsewhere(random),
        _waiting("Plejecenter Sjælsø"),
    ]
    _take_places(rows)
    Henvendelse.objects.bulk_create(rows)
    _write_words(rows)
    _write_log(rows)
    return rows[0]


def _at(
    navn: str, wanted: Sequence[tuple[int, str]], random: Random
) -> list[Henvendelse]:
    posts = [*Opslag.objects.public().filter(institution__navn=navn).order_by("pk")]
    return [
        _asked(posts[n % len(posts)], posts[0].institution, days, status, random)
        for n, (days, status) in enumerate(wanted)
    ]


def _elsewhere(random: Random) -> list[Henvendelse]:
    """Of what is older than the posts there are only the places are known."""
    own = ["Plejecenter Sjælsø", "Børnehuset Ellesletten"]
    public = Opslag.objects.public().exclude(institution__navn__in=own)
    posts = [*public.filter(pladser__gt=2).select_related("institution").order_by("pk")]
    asked = []
    for n in range(HOW_MANY):
        days = n * YEAR // HOW_MANY
        # Some are asked more than others.
        post = posts[min(random.randrange(len(posts)), random.randrange(len(posts)))]
        of_age = ENDS if days > SILENT_FOR.days else ENDS[:-2]
        status = random.choice(of_age if days > 14 else [NY, KONTAKTET])
        is_known = days < (timezone.localdate() - post.vises_fra).days
        opslag = post if is_known else None
        asked.append(_asked(opslag, post.institution, days, status, random))
    return asked


def _asked(
    opslag: Opslag | None, sted: Institution, days: int, status: str, random: Random
) -> Henvendelse:
    came = _at_noon(days)
    navn, by = random.choice(NAVNE), random.choice(BYER)
    henvendelse = Henvendelse(
        opslag=opslag,
        institution=sted,
        navn=f"{navn} fra {by}",
        email=f"{navn.lower()}.{random.randrange(1000)}@example.org",
        besked=random.choice(BESKEDER),
        oprettet_den=came,
        sidste_ord_den=came,
        status=status,
    )
    _vary(henvendelse, random)
    if status not in {NY, INTET_SVAR}:
        _answer(henvendelse, random.choice([0, 1, 1, 2, 2, 3, 5]), random)
    _end(henvendelse)
    henvendelse.full_clean()
    return henvendelse


def _at_noon(days_ago: int) -> datetime:
    """Never later than now."""
    day = timezone.localdate() - timedelta(days=days_ago)
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return min(noon, timezone.now() - timedelta(minutes=20))


def _vary(henvendelse: Henvendelse, random: Random) -> None:
    kind = random.randrange(10)
    if kind < 3:
        henvendelse.telefon, henvendelse.ring_op = PHONE, True
    elif kind == 3:
        henvendelse.besked, henvendelse.som_gruppe = GRUPPE, True
    elif kind == 4:
        henvendelse.telefon, henvendelse.email = PHONE, ""


def _answer(henvendelse: Henvendelse, days: int, random: Random) -> None:
    came = henvendelse.oprettet_den
    day = add_working_days(timezone.localdate(came), days)
    answered = came + (day - timezone.localdate(came)) + timedelta(minutes=15)
    henvendelse.kontaktet_den = min(answered, timezone.now())
    henvendelse.sidste_ord_den = henvendelse.kontaktet_den
    henvendelse.svar_hverdage = days
    ways = [Svarvej.MAIL, Svarvej.OPKALD, Svarvej.KNAP]
    henvendelse.svarvej = random.choice(ways if henvendelse.email else ways[1:])


def _end(henvendelse: Henvendelse) -> None:
    if henvendelse.status not in ENDED:
        return
    is_silent = henvendelse.status == INTET_SVAR
    later = SILENT_FOR if is_silent else timedelta(days=8)
    ended = min(henvendelse.sidste_ord_den + later, timezone.now())
    henvendelse.lukket_den = henvendelse.sidste_ord_den = ended
    if henvendelse.status == AFTALT:
        henvendelse.aftalt_den = ended
    if ended < timezone.now() - KEEP_CONTENT:
        henvendelse.empty()
        henvendelse.ring_op = False
        henvendelse.indhold_slettet_den = ended + KEEP_CONTENT


def _waiting(navn: str) -> Henvendelse:
    """One who waits for a place that has become free."""
    sted = Institution.objects.get(navn=navn)
    posts = Opslag.objects.public().filter(institution=sted, pladser__gt=0)
    came = _at_noon(6)
    return Henvendelse(
        opslag=posts.order_by("pladser", "pk").first(),
        institution=sted,
        navn="Grethe fra Nærum",
        email="grethe@example.org",
        besked="Skriv til mig, hvis der bliver plads. Jeg kan alle dage.",
        paa_venteliste=True,
        oprettet_den=came,
        sidste_ord_den=came,
    )


def _write_words(rows: list[Henvendelse]) -> None:
    said = {
        Svarvej.MAIL: (Ordslags.SVAR, "Tak, fordi du skrev. Kom forbi og se stedet."),
        Svarvej.OPKALD: (Ordslags.OPKALD, "Kommer forbi og hilser på."),
    }
    words = [
        Henvendelsesord(
            henvendelse=row,
            slags=said[Svarvej(row.svarvej)][0],
            tekst=said[Svarvej(row.svarvej)][1],
            af=_who(row),
            oprettet_den=row.kontaktet_den or row.oprettet_den,
        )
        for row in rows
        if row.svarvej in said and row.navn
    ]
    Henvendelsesord.objects.bulk_create(words)


def _who(row: Henvendelse) -> Bruger:
    here = Bruger.objects.filter(institutionsroller__institution=row.institution)
    return here.first() or Bruger.objects.get(email="koordinator@demo.example")


def _write_log(rows: list[Henvendelse]) -> None:
    known = [row for row in rows if row.navn]
    came = [_post(row, "modtog", row.oprettet_den, log.BORGER) for row in known]
    moved = [row for row in known if row.status != NY]
    now = [_post(row, "ændrede status", row.sidste_ord_den, "") for row in moved]
    Logpost.objects.bulk_create([*came, *now])
    last_day = timezone.localdate() + log.KEEP_VALUES
    Logvaerdi.objects.bulk_create(
        Logvaerdi(
            logpost=post,
            felt="status",
            foer="Ny",
            efter=row.get_status_display(),
            slettes_den=last_day,
        )
        for post, row in zip(now, moved, strict=True)
    )


def _post(row: Henvendelse, handling: str, at: datetime, role: str) -> Logpost:
    is_staff = not role and row.status != INTET_SVAR
    return Logpost(
        hvem=_who(row) if is_staff else None,
        rolle=role or (log.BRUGER if is_staff else log.SYSTEM),
        handling=handling,
        objekt_type=row._meta.label_lower,
        objekt_id=str(row.pk),
        felter=[] if role else ["status"],
        skete_den=at,
    )


def _take_places(rows: list[Henvendelse]) -> None:
    """Of more agreements than there are places for the last are not made."""
    for opslag in {row.opslag for row in rows if row.opslag}:
        agreed = [row for row in rows if row.opslag == opslag and row.status == AFTALT]
        # One place is left, since the posts are still shown.
        for row in agreed[opslag.pladser - 1 :] if opslag.pladser else []:
            row.status, row.aftalt_den = IKKE_ET_MATCH, None
        number = sum(row.status == AFTALT for row in agreed)
        Opslag.objects.filter(pk=opslag.pk).update(antal_aftalt=number)
