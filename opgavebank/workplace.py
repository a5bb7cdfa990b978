"""What waits in the bank for a leader or the coordinator. See `grundlag.workplace`."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from opgavebank import undelivered
from opgavebank.models import Henvendelse, Opslag
from opgavebank.querysets import OpslagQuerySet
from opgavebank.rykkere import DEPUTY
from rudersdal_frivillig.grundlag.models import Bruger, ForgaevesSoegning
from rudersdal_frivillig.grundlag.workdays import add_working_days
from rudersdal_frivillig.grundlag.workplace import SHOWN, Link, Part, Row, Work

EXPIRES_WITHIN, IS_SOON = 14, 3
# Working days in which a post should be approved.
APPROVED_WITHIN = 5
NOUN = ("opslag", "opslag")

# What the parts count, and what the filter of the same name in the list shows.
WAITS: dict[str, tuple[str, Callable[[OpslagQuerySet], OpslagQuerySet]]] = {
    "godkendelse": ("Skal godkendes", lambda rows: rows.waiting()),
    "tilbage": ("Sendt tilbage", lambda rows: rows.sent_back().order_by("aendret_den")),
    "udloeber": (
        "Udløber inden 14 dage",
        lambda rows: rows.expiring(EXPIRES_WITHIN).order_by("vises_til"),
    ),
    "kontakt": (
        "Kontakten er stoppet",
        lambda rows: rows.with_someone_gone().order_by("pk"),
    ),
    "lederloese": ("Stedet har ingen leder", lambda rows: rows.leaderless()),
    "kladder": ("Kladder", lambda rows: rows.drafts().order_by("aendret_den")),
    "igen": ("Tid igen", lambda rows: rows.due_again()),
}


def work(request: HttpRequest) -> Work:
    user = request.user
    if not isinstance(user, Bruger):
        return Work()
    if not user.has_perm("opgavebank.view_opslag"):
        return Work(buttons=_buttons(user))
    may_add = user.has_perm("opgavebank.add_opslag")
    mine = Opslag.objects.visible_to(user).select_related("institution")
    posts = _posts(user, mine)
    parts = [*_undelivered(user), *posts, _sought(user, may_add=may_add)]
    return Work(parts, _buttons(user))


def _buttons(user: Bruger) -> list[Link]:
    buttons = {
        "add_opslag": Link("Nyt opslag", reverse("admin:opgavebank_opslag_start")),
        "view_statistik": Link("Statistik", reverse("admin:opgavebank_statistik")),
    }
    return [
        button for may, button in buttons.items() if user.has_perm(f"opgavebank.{may}")
    ]


def _undelivered(user: Bruger) -> list[Part]:
    lost = undelivered.seen_by(user)
    said = f"{len(lost)} {'mail' if len(lost) == 1 else 'mails'} nåede ikke frem"
    rows = [_lost(row) for row in lost[:SHOWN]]
    return [Part(said, len(lost), rows, noun=("mail", "mails"))]


def _lost(row: undelivered.Undelivered) -> Row:
    when = _day(timezone.localdate(row.brev.afvist_den or row.brev.oprettet_den))
    if isinstance(row.about, Henvendelse) and row.is_to_citizen:
        url = reverse("admin:opgavebank_henvendelse_change", args=[row.about.pk])
        telefon = row.about.telefon
        todo = f"Ring på {telefon}." if telefon else "Vi har intet telefonnummer."
        note = f"Mailen til {row.about.navn} nåede ikke frem. {todo}"
        return Row(str(row.about), url, note, when)
    note = f"Mailen til {row.brev.til} nåede ikke frem. Ret adressen på opslaget."
    return Row(str(row.opslag), _change(row.opslag) if row.opslag else "", note, when)


def _posts(user: Bruger, mine: OpslagQuerySet) -> list[Part]:
    approves = user.has_perm("opgavebank.approve_opslag")
    sees_all = user.has_perm("grundlag.manage_alle_institutioner")
    # Who has all places is asked for what only they can do, not for each place's own.
    own = ("", "") if sees_all else NOUN
    back = "Sendt tilbage til stedet" if sees_all else "Ret, og send igen"
    parts = [
        _part(mine, "tilbage", back, _sent_back, noun=own),
        _part(mine, "udloeber", "Opslag, der udløber", _expiring, noun=own),
    ]
    waiting = "Opslag, du skal godkende" if approves else "Venter på at blive godkendt"
    waits = _part(
        mine, "godkendelse", waiting, _waiting, noun=NOUN if approves else ("", "")
    )
    parts[:0] = [waits]
    if sees_all:
        parts.append(_silent_places())
        gone = "Opslag, hvor kontakten er stoppet"
        parts.append(_part(mine, "kontakt", gone, _placed, noun=NOUN))
        # Those that wait are counted already where they do.
        lead = "Opslag på steder uden leder"
        parts.append(_part(mine, "lederloese", lead, _placed))
    return [
        *parts,
        _part(mine, "kladder", "Kladder", _draft),
        _part(mine, "igen", "Er det tid igen?", _again),
    ]


def _part(
    mine: OpslagQuerySet,
    name: str,
    title: str,
    row: Callable[[Opslag], Row],
    noun: tuple[str, str] = ("", ""),
) -> Part:
    rows = WAITS[name][1](mine)
    address = reverse("admin:opgavebank_opslag_changelist")
    return Part(
        title=title,
        count=rows.count(),
        rows=[row(opslag) for opslag in rows[:SHOWN]],
        url=f"{address}?venter={name}",
        note="inden 14 dage" if name == "udloeber" else "",
        noun=noun,
    )


def _change(opslag: Opslag) -> str:
    return reverse("admin:opgavebank_opslag_change", args=[opslag.pk])


def _day(day: date) -> str:
    return date_format(day, "j. F")


def _placed(opslag: Opslag) -> Row:
    return Row(str(opslag), _change(opslag), str(opslag.institution))


def _waiting(opslag: Opslag) -> Row:
    since = timezone.localdate(opslag.indsendt_den)
    is_overdue = add_working_days(since, APPROVED_WITHIN) < timezone.localdate()
    when = f"siden {_day(since)}"
    return Row(
        str(opslag),
        _change(opslag),
        str(opslag.institution),
        f"{when}, over {APPROVED_WITHIN} hverdage" if is_overdue else when,
        is_overdue,
    )


def _sent_back(opslag: Opslag) -> Row:
    since = timezone.localdate(opslag.aendret_den)
    note = f"{opslag.institution}: {opslag.godkender_skriver}"
    return Row(str(opslag), _change(opslag), note, _day(since))


def _expiring(opslag: Opslag) -> Row:
    is_soon = opslag.vises_til <= timezone.localdate() + timedelta(days=IS_SOON)
    renew = Link(
        "Forny 90 dage",
        reverse("admin:opgavebank_opslag_forny", args=[opslag.pk]),
        f"Forny {opslag} i 90 dage",
    )
    return Row(
        str(opslag),
        _change(opslag),
        str(opslag.institution),
        f"vises til {_day(opslag.vises_til)}",
        is_soon,
        press=renew,
    )


def _draft(opslag: Opslag) -> Row:
    since = timezone.localdate(opslag.aendret_den)
    when = f"rettet {_day(since)}"
    return Row(str(opslag), _change(opslag), str(opslag.institution), when)


def _again(opslag: Opslag) -> Row:
    add = reverse("admin:opgavebank_opslag_add")
    go = Link("Opret igen", f"{add}?fra={opslag.pk}", f"Opret {opslag} igen")
    when = f"sidste år {_day(opslag.last_date)}"
    return Row(str(opslag), _change(opslag), str(opslag.institution), when, go=go)


def _silent_places() -> Part:
    """Places that the coordinator has been told of, the longest wait first."""
    since_deputy = Henvendelse.objects.unanswered().filter(rykket_dag__gte=DEPUTY)
    places = (
        since_deputy.values("institution", "institution__navn")
        .annotate(antal=Count("pk"), siden=Min("oprettet_den"), oldest=Min("pk"))
        .order_by("siden")
    )
    rows = [
        Row(
            place["institution__navn"],
            reverse("admin:opgavebank_henvendelse_change", args=[place["oldest"]]),
            f"{place['antal']} uden svar",
            f"siden {_day(timezone.localdate(place['siden']))}",
            is_overdue=True,
        )
        for place in places[:SHOWN]
    ]
    title = f"Steder, der ikke har svaret i {DEPUTY} hverdage"
    return Part(title, places.count(), rows, noun=("sted", "steder"))


def _sought(user: Bruger, *, may_add: bool) -> Part:
    words = ForgaevesSoegning.objects.of_late().common_words()
    has_list = user.has_perm("grundlag.view_forgaevessoegning")
    rows = [
        _word(row["ord"], row["ialt"], may_add=may_add, has_list=has_list)
        for row in words[:SHOWN]
    ]
    title = "Borgere ledte forgæves efter"
    return Part(title, len(rows), rows, note="de seneste 90 dage")


def _word(word: str, count: int, *, may_add: bool, has_list: bool) -> Row:
    add = f"{reverse('admin:opgavebank_opslag_add')}?{urlencode({'soegeord': word})}"
    days = reverse("admin:grundlag_forgaevessoegning_changelist")
    return Row(
        word,
        when=f"{count} søgninger",
        when_url=f"{days}?{urlencode({'seneste': word})}" if has_list else "",
        go=Link("Opret opslag", add, f"Opret et opslag om {word}") if may_add else None,
    )
