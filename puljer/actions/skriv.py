"""Starting an application, and saving a part of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from puljer import budget, indhold, skemaindhold
from puljer.choices import AnsoegningStatus, Deltagerrolle
from puljer.models import Ansoegning, Bilag, Budgetlinje, Deltager, Runde
from puljer.skemaindhold import BILAG, BUDGET
from rudersdal_frivillig.grundlag import access, log, mail
from rudersdal_frivillig.grundlag.models import Bruger, Fil

# The role of the link with which one comes back to an application.
ANSOEGNING = "ansoegning"
LINK_LASTS = timedelta(days=365)
MOST_BILAG = 10


class NotOpen(ValidationError):
    """The round does not take this any longer."""


class Conflict(ValidationError):
    """Someone else, or another window, saved the same page meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Siden er ændret et andet sted, siden du åbnede den her. "
            "Vi har ikke gemt oven i det."
        )


@transaction.atomic
def start(
    runde: Runde,
    deltager: Deltager,
    *,
    at: datetime,
    by: Bruger | None = None,
    **facts: Any,
) -> Ansoegning:
    """Begin a draft for someone who is not saved yet. `facts` are its first columns.

    Raises `NotOpen`. Who has an e-mail gets a link to come back by.
    """
    skema = runde.pulje.skemaer.approved().first()
    if skema is None or (not runde.is_open(at) and not by):
        raise NotOpen("Man kan ikke søge puljen lige nu.")
    ansoegning = Ansoegning(runde=runde, skema=skema, indtastet_af=by, **facts)
    ansoegning.full_clean(exclude=["nummer"])
    ansoegning.save()
    deltager.ansoegning, deltager.rolle = ansoegning, Deltagerrolle.ANSVARLIG
    deltager.full_clean()
    deltager.save()
    log.write("begyndte", ansoegning, by=by, role="" if by else log.BORGER)
    if deltager.email and not by:
        send_link(deltager, deltager.email)
    return ansoegning


def give_link(deltager: Deltager) -> str:
    _, link = access.give(deltager.email, ANSOEGNING, deltager, lasts=LINK_LASTS)
    return link


def send_link(deltager: Any, email: str) -> None:
    """Mail the way back to the application."""
    write_to(deltager, "ansoegning_link")


def write_to(deltager: Deltager, template: str, **context: Any) -> None:
    """A mail about the application, with a fresh link. Nothing to who has no e-mail."""
    if not deltager.email:
        return
    ansoegning = deltager.ansoegning
    mail.write(
        to=deltager.email,
        template=template,
        about=ansoegning,
        reply_to=ansoegning.pulje.kontakt_email,
        ansoegning=ansoegning,
        pulje=ansoegning.pulje,
        deltager=deltager,
        link=give_link(deltager),
        **context,
    )


def admin_url(ansoegning: Ansoegning) -> str:
    return reverse("admin:puljer_ansoegning_change", args=[ansoegning.pk])


def lock(ansoegning: Ansoegning) -> None:
    rows = Ansoegning.objects.select_for_update(of=["self"]).select_related(
        "runde__pulje", "skema", "institution"
    )
    ansoegning.refresh_from_db(from_queryset=rows)


@transaction.atomic
def save_om_jer(
    ansoegning: Ansoegning,
    facts: dict[str, Any],
    kontakter: dict[str, dict[str, str]],
    *,
    version: int,
    at: datetime,
    by: Bruger | None = None,
    deltager: Deltager | None = None,
) -> None:
    """`facts` are columns, `kontakter` the contacts by role, with navn, email, telefon.

    A second contact who is new is invited; one whose address is another is replaced.
    The address of `deltager`, who saves it, is corrected.
    """
    with _saving(ansoegning, skemaindhold.OM_JER, version=version, at=at, by=by):
        for name, value in facts.items():
            setattr(ansoegning, name, value)
        for rolle, kontakt in kontakter.items():
            _save_kontakt(ansoegning, Deltagerrolle(rolle), kontakt, deltager)


def _save_kontakt(
    ansoegning: Ansoegning,
    rolle: Deltagerrolle,
    kontakt: dict[str, str],
    writer: Deltager | None,
) -> None:
    known = ansoegning.deltagere.active().filter(rolle=rolle).first()
    is_other = known and known.email.casefold() != kontakt["email"].casefold()
    is_left_out = not any(kontakt.values())
    if known and is_other and known == writer and kontakt["email"]:
        correct_email(known, kontakt["email"])
    elif known and (is_left_out or is_other):
        close(known)
        known = None
    if is_left_out:
        return
    deltager = known or _joining(ansoegning, kontakt["email"])
    deltager.rolle = rolle
    for name, value in kontakt.items():
        setattr(deltager, name, value)
    is_new = deltager.pk is None
    deltager.full_clean()
    deltager.save()
    if is_new and not ansoegning.indtastet_af:
        write_to(deltager, "ansoegning_invitation")


def _joining(ansoegning: Ansoegning, email: str) -> Deltager:
    """Who was invited to read or write and becomes a contact, or someone new."""
    invited = ansoegning.deltagere.active().from_email(email) if email else None
    return (invited and invited.first()) or Deltager(ansoegning=ansoegning)


def close(deltager: Deltager) -> None:
    """Take someone off, with the links and sessions they have."""
    now = timezone.now()
    deltager.fjernet_den = now
    deltager.save(update_fields=["fjernet_den"])
    access.close_all(deltager)


def correct_email(deltager: Deltager, email: str) -> None:
    """The links that went to the wrong address open nothing; a new one is mailed."""
    access.close_all(deltager)
    deltager.email = email
    deltager.full_clean()
    deltager.save(update_fields=["email"])
    send_link(deltager, email)


@transaction.atomic
def save_svar(
    ansoegning: Ansoegning,
    slug: str,
    svar: dict[str, Any],
    *,
    version: int,
    at: datetime,
    by: Bruger | None = None,
) -> None:
    """Answers by the key of their question, to those of the part `slug` alone."""
    with _saving(ansoegning, slug, version=version, at=at, by=by):
        ansoegning.svar = ansoegning.svar | svar


@transaction.atomic
def save_budget(
    ansoegning: Ansoegning,
    lines: Iterable[Budgetlinje],
    *,
    timer: int,
    version: int,
    at: datetime,
    by: Bruger | None = None,
) -> None:
    """Put `lines`, not saved yet, in the place of those there were."""
    with _saving(ansoegning, BUDGET, version=version, at=at, by=by):
        ansoegning.budgetlinjer.all().delete()
        made = list(lines)
        for number, line in enumerate(made):
            line.ansoegning, line.raekkefoelge = ansoegning, number
            line.full_clean()
        Budgetlinje.objects.bulk_create(made)
        sats = skemaindhold.read(ansoegning.skema.indhold).timesats_oere
        ansoegning.frivilligtimer = timer
        sums = budget.add_up(made, timer=timer, timesats_oere=sats)
        ansoegning.ansoegt_oere = sums.ansoegt_oere


@transaction.atomic
def add_bilag(
    ansoegning: Ansoegning,
    fil: Fil,
    *,
    spoergsmaal: str = "",
    at: datetime,
    by: Bruger | None = None,
) -> None:
    """Files are added to what is there, so no one overwrites another."""
    with _saving(ansoegning, BILAG, version=None, at=at, by=by):
        if ansoegning.bilag.current().count() >= MOST_BILAG:
            raise ValidationError(
                f"Der kan højst være {MOST_BILAG} filer i en ansøgning. "
                "Fjern en, eller saml flere i én PDF."
            )
        ansoegning.bilag.create(fil=fil, spoergsmaal=spoergsmaal or None)


@transaction.atomic
def remove_bilag(bilag: Bilag, *, at: datetime, by: Bruger | None = None) -> None:
    ansoegning = bilag.ansoegning
    with _saving(ansoegning, BILAG, version=None, at=at, by=by):
        rows = Bilag.objects.filter(pk=bilag.pk, fjernet_den=None)
        rows.update(fjernet_den=timezone.now())


@contextmanager
def _saving(
    ansoegning: Ansoegning,
    slug: str,
    *,
    version: int | None,
    at: datetime,
    by: Bruger | None,
) -> Iterator[None]:
    """Lock, change inside, and count the version up if anything is other than it was.

    `version` is of the part as it was drawn. A save of an older one raises `Conflict`,
    unless it says what is there already, as the second of a double click does.
    """
    lock(ansoegning)
    if not may_write(ansoegning, at=at, by=by):
        raise NotOpen("Ansøgningen kan ikke ændres længere.")
    before = indhold.part(ansoegning, slug)
    yield
    now = indhold.part(ansoegning, slug)
    if now == before:
        # Who saves is still at it, also where there was nothing to change.
        touched = Ansoegning.objects.filter(pk=ansoegning.pk)
        touched.update(gemt_den=timezone.now())
        return
    held = ansoegning.versioner.get(slug, 0)
    if version is not None and version != held:
        raise Conflict
    ansoegning.versioner = ansoegning.versioner | {slug: held + 1}
    ansoegning.version += 1
    ansoegning.gemt_den = timezone.now()
    ansoegning.full_clean()
    ansoegning.save()
    if by:
        log.write("skrev i ansøgningen", ansoegning, by=by)


def may_write(ansoegning: Ansoegning, *, at: datetime, by: Bruger | None) -> bool:
    """Staff may still write in a draft that came on paper in time."""
    is_paper_draft = (
        by is not None
        and ansoegning.status == AnsoegningStatus.KLADDE
        and ansoegning.modtaget_paa_papir is not None
    )
    return is_paper_draft or ansoegning.may_be_edited(at)
