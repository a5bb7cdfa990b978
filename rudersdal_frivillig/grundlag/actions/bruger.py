"""What can be done to people and their roles."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import access, log, mail, roles
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Bruger,
    Fagomraade,
    Institution,
    Institutionsrolle,
    Logpost,
    Logvaerdi,
    Redaktoerrolle,
    Retstekst,
    Rolle,
)

INVITATION = "invitation"
INVITATION_LASTS = timedelta(days=14)


def invitable_roles(by: Bruger) -> list[Rolle]:
    """Coordinators invite to every role at a place; leaders invite their staff."""
    if by.has_perm("grundlag.manage_alle_institutioner"):
        return list(Rolle)
    return [Rolle.STEDFORTRAEDER, Rolle.MEDARBEJDER]


def invitable_fagomraader(by: Bruger) -> models.QuerySet[Fagomraade]:
    """The fagområder for which `by` may invite an editor: all, or none."""
    may = by.has_perm("grundlag.manage_alle_institutioner")
    return Fagomraade.objects.all() if may else Fagomraade.objects.none()


def invitable_groups(by: Bruger) -> list[str]:
    """Administrators invite to every role; the rest follow from a role with dates."""
    may = by.has_perm("auth.change_group")
    return [group for group in roles.ALL if may and group not in roles.WITH_DATES]


@transaction.atomic
def invite(
    bruger: Bruger, institution: Institution, rolle: Rolle, *, by: Bruger
) -> Bruger:
    """Give a person a role at a place, and a link by mail if they have no log-in yet.

    `bruger` may be unsaved; if its e-mail is known, the person who has it is meant. The
    saved one is returned.
    """
    leads = Institution.objects.led_by(by).filter(pk=institution.pk).exists()
    if rolle not in invitable_roles(by) or not leads:
        raise ValidationError("Du kan ikke invitere til den rolle på det sted.")
    bruger = _find_or_save(bruger)
    held = Institutionsrolle(bruger=bruger, institution=institution, rolle=rolle)
    return _hold(held, by=by)


@transaction.atomic
def invite_editor(bruger: Bruger, fagomraade: Fagomraade, *, by: Bruger) -> Bruger:
    """The same for who is to edit the posts of a fagområde, at any place."""
    if not invitable_fagomraader(by).filter(pk=fagomraade.pk).exists():
        raise ValidationError("Du kan ikke invitere til den rolle.")
    bruger = _find_or_save(bruger)
    return _hold(Redaktoerrolle(bruger=bruger, fagomraade=fagomraade), by=by)


def _hold(held: Institutionsrolle | Redaktoerrolle, *, by: Bruger) -> Bruger:
    held.full_clean()
    held.save()
    align_groups([held.bruger])
    _tell_invited(held.bruger, str(held), by=by)
    return held.bruger


@transaction.atomic
def invite_to_group(bruger: Bruger, group: str, *, by: Bruger) -> Bruger:
    """The same for a role that belongs to no place, such as Frivilligkoordinator."""
    if group not in invitable_groups(by):
        raise ValidationError("Du kan ikke invitere til den rolle.")
    bruger = _find_or_save(bruger)
    bruger.groups.add(Group.objects.get(name=group))
    _tell_invited(bruger, group, by=by)
    return bruger


def _find_or_save(bruger: Bruger) -> Bruger:
    known = Bruger.objects.filter(email=bruger.email.strip().casefold()).first()
    if known is None:
        bruger.set_unusable_password()
        bruger.full_clean()
        bruger.save()
    return known or bruger


def _tell_invited(bruger: Bruger, rolle: str, *, by: Bruger) -> None:
    log.write("inviterede", bruger, by=by, changes={"rolle": ("", rolle)})
    if bruger.has_usable_password():
        mail.write(
            to=bruger.email, template="rolle", about=bruger, bruger=bruger, rolle=rolle
        )
    else:
        send_invitation(bruger, bruger.email)


def send_invitation(bruger: models.Model, email: str) -> None:
    """Mail a link with which `bruger` chooses a password."""
    adgang, link = access.give(email, INVITATION, bruger, lasts=INVITATION_LASTS)
    mail.write(
        to=email,
        template="invitation",
        about=bruger,
        bruger=bruger,
        link=link,
        adgang=adgang,
    )


@transaction.atomic
def invite_again(bruger: Bruger, *, by: Bruger) -> None:
    """Mail a new link to someone who has not chosen a password yet."""
    if not is_awaiting_password(bruger):
        raise ValidationError(f"{bruger} har allerede valgt en adgangskode.")
    if access.is_recent(bruger, bruger.email):
        raise ValidationError(f"{bruger} har fået en invitation for lidt siden.")
    send_invitation(bruger, bruger.email)
    log.write("inviterede igen", bruger, by=by)


def register_access() -> None:
    access.roles[INVITATION] = access.AccessRole(
        title="Velkommen til Rudersdal Frivillig",
        button="Gå videre, og vælg en adgangskode",
        url=lambda adgang: reverse("grundlag:invitation", args=[adgang.pk]),
        send=send_invitation,
        is_open=is_awaiting_password,
    )


def is_awaiting_password(bruger: models.Model) -> bool:
    return (
        isinstance(bruger, Bruger)
        and bruger.is_active
        and not bruger.has_usable_password()
    )


@transaction.atomic
def accept_invitation(
    bruger: Bruger, password: str, *, oplysning: Retstekst | None
) -> None:
    """Take the password that the invited person chose.

    `oplysning` is the version of the text that informed them (GDPR art. 13).
    """
    bruger.refresh_from_db(from_queryset=Bruger.objects.select_for_update())
    if not is_awaiting_password(bruger):
        raise ValidationError("Adgangskoden er allerede valgt. Log ind med den.")
    bruger.set_password(password)
    bruger.oplysning = oplysning
    bruger.save(update_fields=["password", "oplysning"])
    log.write("valgte adgangskode", bruger, by=bruger)


@transaction.atomic
def align_groups(brugere: Iterable[Bruger] | None = None) -> int:
    """Let each person have the groups that their roles of today give, no other such.

    Without `brugere`: everyone. Returns how many groups were given or taken.
    """
    everyone = Bruger.objects.filter(anonymiseret_den=None)
    if brugere is not None:
        everyone = everyone.filter(pk__in=[bruger.pk for bruger in brugere])
    changed = 0
    for name in roles.WITH_DATES:
        gruppe = Group.objects.get(name=name)
        holds = Q(pk__in=_holders(name))
        has = Q(pk__in=gruppe.user_set.values("pk"))
        for bruger in everyone.filter(holds & ~has):
            bruger.groups.add(gruppe)
            log.write("fik adgang", bruger, by=None, changes={"gruppe": ("", gruppe)})
            changed += 1
        for bruger in everyone.filter(has & ~holds):
            bruger.groups.remove(gruppe)
            log.write(
                "mistede adgang", bruger, by=None, changes={"gruppe": (gruppe, "")}
            )
            changed += 1
    return changed


def _holders(group: str) -> models.QuerySet[Any, Any]:
    """Keys of those who hold, today, a role that gives the group."""
    if group == roles.FAGOMRAADEREDAKTOER:
        return Redaktoerrolle.objects.active().values("bruger")
    [rolle] = [rolle for rolle in Rolle if rolle.label == group]
    return Institutionsrolle.objects.active().filter(rolle=rolle).values("bruger")


@transaction.atomic
def anonymise(bruger: Bruger, *, by: Bruger | None) -> None:
    """Remove who this was, also from the values in the log, and keep the row for it."""
    bruger.refresh_from_db(from_queryset=Bruger.objects.select_for_update())
    # Allauth keeps an address of its own once a password has been forgotten.
    EmailAddress.objects.filter(user=bruger).delete()
    bruger.email = f"anonym-{bruger.pk}@portal.invalid"
    bruger.navn = f"Tidligere ansat {bruger.pk}"
    bruger.funktion = bruger.telefon = ""
    bruger.is_active = False
    bruger.anonymiseret_den = timezone.now()
    bruger.set_unusable_password()
    bruger.save()
    bruger.groups.clear()
    Logvaerdi.objects.filter(logpost__in=Logpost.objects.about(bruger)).delete()
    Adgang.objects.about(bruger).delete()
    log.write("gjorde anonym", bruger, by=by)
