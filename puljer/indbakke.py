"""What waits in the cases for who handles them: parts of the admin's front page.

See `grundlag.workplace`. What waits in the pools themselves is in `workplace`.
"""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from puljer import sagsliste
from puljer.models import Ansoegning, Journaldokument
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.workdays import working_days_between
from rudersdal_frivillig.grundlag.workplace import SHOWN, Link, Part, Row, Work

NOUN = ("ansøgning", "ansøgninger")
# A new one should be taken within so many working days.
TAKEN_WITHIN = 5


def work(request: HttpRequest) -> Work:
    user = request.user
    if not isinstance(user, Bruger) or not user.has_perm("puljer.view_ansoegning"):
        return Work()
    parts = [
        _part(user, "ulaest", "Ansøgere har skrevet", _written, ("besked", "beskeder")),
        _part(user, "nye", "Nye ansøgninger", _new, NOUN),
        _part(user, "sent", "Kom for sent: skal de behandles?", _late, NOUN),
        _overdue_documents(user),
        _part(user, "ubekraeftet", "Venter på ansøgerens bekræftelse", _unconfirmed),
        _part(user, "indtast", "Du er ved at indtaste", _typed),
    ]
    return Work(parts, _buttons(user))


def _buttons(user: Bruger) -> list[Link]:
    if not user.has_perm("puljer.assist_ansoegning"):
        return []
    return [Link("Indtast en ansøgning", reverse("admin:puljer_ansoegning_indtast"))]


def _part(
    user: Bruger,
    name: str,
    title: str,
    row: Callable[[Ansoegning], Row],
    noun: tuple[str, str] = ("", ""),
) -> Part:
    _, find = sagsliste.WAITS[name]
    rows = find(Ansoegning.objects.visible_to(user), user)
    listed = sagsliste.listed(rows).select_related("runde__pulje", "institution")
    address = reverse("admin:puljer_ansoegning_changelist")
    return Part(
        title=title,
        count=rows.count(),
        rows=[row(ansoegning) for ansoegning in listed[:SHOWN]],
        url=f"{address}?venter={name}",
        noun=noun,
    )


def _row(
    ansoegning: Ansoegning, when: str, is_overdue: bool = False, note: str = ""
) -> Row:
    page = reverse("admin:puljer_ansoegning_change", args=[ansoegning.pk])
    about = f"{sagsliste.ansoeger(ansoegning)}, {ansoegning.pulje}"
    return Row(str(ansoegning), page, note or about, when, is_overdue)


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j. F")


def _new(ansoegning: Ansoegning) -> Row:
    came = timezone.localdate(ansoegning.modtaget_den)
    waited = working_days_between(came, timezone.localdate())
    when = f"modtaget {_day(ansoegning.modtaget_den)}"
    is_overdue = ansoegning.runde.is_loebende and waited > TAKEN_WITHIN
    return _row(ansoegning, when, is_overdue)


def _written(ansoegning: Ansoegning) -> Row:
    number = ansoegning.ulaeste  # type: ignore[attr-defined]
    return _row(ansoegning, f"{number} {'ulæst' if number == 1 else 'ulæste'}")


def _late(ansoegning: Ansoegning) -> Row:
    return _row(ansoegning, f"modtaget {_day(ansoegning.modtaget_den)}")


def _unconfirmed(ansoegning: Ansoegning) -> Row:
    return _row(ansoegning, f"sendt {_day(ansoegning.modtaget_den)}")


def _typed(ansoegning: Ansoegning) -> Row:
    when = f"gemt {_day(ansoegning.gemt_den)}"
    note = f"{ansoegning.ansoeger or 'Uden navn endnu'}, {ansoegning.pulje}"
    return _row(ansoegning, when, note=note)


def _overdue_documents(user: Bruger) -> Part:
    rows = sagsliste.overdue_documents(user)
    shown = rows.select_related("ansoegning__runde__pulje")[:SHOWN]
    address = reverse("admin:puljer_journaldokument_changelist")
    return Part(
        title="Ikke journaliseret",
        count=rows.count(),
        rows=[_document(dokument) for dokument in shown],
        url=f"{address}?journal=laenge",
        note=f"efter {sagsliste.FILED_WITHIN} hverdage",
        noun=("dokument", "dokumenter"),
    )


def _document(dokument: Journaldokument) -> Row:
    page = reverse("admin:puljer_journaldokument_change", args=[dokument.pk])
    pulje = str(dokument.ansoegning.pulje)
    return Row(dokument.titel, page, pulje, f"fra {_day(dokument.dato)}", True)
