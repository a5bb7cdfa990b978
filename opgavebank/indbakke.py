"""What waits in an institution's inbox: for the front page, its list and the posts."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from opgavebank.models import Henvendelse, Opslag
from opgavebank.models.henvendelse import FIRST_REMINDER, HenvendelseQuerySet
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.workplace import SHOWN, Link, Part, Row, Work

NOUN = ("henvendelse", "henvendelser")

# What the parts of the front page count, and what the list's filter shows.
WAITS: dict[str, tuple[str, Callable[[HenvendelseQuerySet], HenvendelseQuerySet]]] = {
    "svar": (
        "Venter på svar",
        lambda rows: rows.unanswered().order_by("oprettet_den", "pk"),
    ),
    "plads": ("Kan få en plads nu", lambda rows: rows.with_room()),
    "venteliste": ("Står på venteliste", lambda rows: rows.waiting()),
}


def work(request: HttpRequest) -> Work:
    user = request.user
    if not isinstance(user, Bruger) or not user.has_perm("opgavebank.view_henvendelse"):
        return Work()
    mine = Henvendelse.objects.visible_to(user).select_related("opslag", "institution")
    mine = mine.prefetch_related("institution__lukkedage")
    # Who has all places is asked for what only they can do: the places answer.
    sees_all = user.has_perm("grundlag.manage_alle_institutioner")
    noun = ("", "") if sees_all else NOUN
    answer = _part(mine, "svar", "Henvendelser, der venter på svar", _unanswered, noun)
    room = _part(mine, "plads", "En plads er ledig til en, der venter", _waiting, noun)
    return Work([answer, room])


def _part(
    mine: HenvendelseQuerySet,
    name: str,
    title: str,
    row: Callable[[Henvendelse], Row],
    noun: tuple[str, str],
) -> Part:
    rows = WAITS[name][1](mine)
    return Part(
        title=title,
        count=rows.count(),
        rows=[row(henvendelse) for henvendelse in rows[:SHOWN]],
        url=f"{changelist()}?venter={name}",
        noun=noun,
    )


def changelist() -> str:
    return reverse("admin:opgavebank_henvendelse_changelist")


def _change(henvendelse: Henvendelse) -> str:
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


def _unanswered(henvendelse: Henvendelse) -> Row:
    days = waited(henvendelse)
    return Row(
        henvendelse.navn,
        _change(henvendelse),
        _about(henvendelse),
        since(days),
        days >= FIRST_REMINDER,
    )


def _waiting(henvendelse: Henvendelse) -> Row:
    came = date_format(timezone.localtime(henvendelse.oprettet_den), "j. F")
    return Row(
        henvendelse.navn,
        _change(henvendelse),
        _about(henvendelse),
        f"venter siden {came}",
        go=Link("Giv pladsen", _change(henvendelse), f"Giv {henvendelse.navn} pladsen"),
    )


def _about(henvendelse: Henvendelse) -> str:
    names = [henvendelse.opslag, henvendelse.institution]
    return ", ".join(str(name) for name in names if name)


def waited(henvendelse: Henvendelse, on: date | None = None) -> int:
    """Working days without an answer. No query where `lukkedage` were fetched."""
    return henvendelse.hverdage(on or timezone.localdate())


def since(days: int) -> str:
    if days == 0:
        return "kom i dag"
    return "1 hverdag" if days == 1 else f"{days} hverdage"


def sums(opslag: Opslag) -> list[str]:
    """Of a post's enquiries and places, in sentences. Empty where none came."""
    rows = opslag.henvendelser.all()
    if not (total := rows.count()):
        return []
    unanswered, waiting = rows.unanswered().count(), rows.waiting().count()
    came = "1 henvendelse" if total == 1 else f"{total} henvendelser"
    said = [f"{came}, {unanswered or 'ingen'} uden svar."]
    if opslag.pladser:
        said.append(f"{opslag.antal_aftalt} af {opslag.pladser} pladser er aftalt.")
    elif opslag.antal_aftalt:
        said.append(f"{opslag.antal_aftalt} er aftalt.")
    if waiting:
        said.append(f"{waiting} står på venteliste.")
    if rows.with_room().exists():
        said.append("En plads er ledig, så den første på ventelisten kan få den.")
    return said
