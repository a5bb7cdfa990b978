"""Who takes part in an application."""

from django.core.exceptions import ValidationError
from django.db import transaction

from puljer.actions.skriv import close, lock, write_to
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning, Deltager
from puljer.skemaindhold import OM_JER
from rudersdal_frivillig.grundlag import access, log
from rudersdal_frivillig.grundlag.models import Bruger

MOST_DELTAGERE = 10


@transaction.atomic
def invite(
    ansoegning: Ansoegning, email: str, rolle: Deltagerrolle, *, navn: str = ""
) -> Deltager:
    """Mail a link to read or to write. Who is in already gets a new link."""
    lock(ansoegning)
    known = ansoegning.deltagere.active().from_email(email).first()
    if known:
        if not access.is_recent(known, known.email):
            write_to(known, "ansoegning_link")
        return known
    if ansoegning.deltagere.active().count() >= MOST_DELTAGERE:
        raise ValidationError(f"Der kan højst være {MOST_DELTAGERE} med.")
    deltager = Deltager(ansoegning=ansoegning, email=email, rolle=rolle, navn=navn)
    deltager.full_clean()
    deltager.save()
    log.write("inviterede", ansoegning, by=None, role=log.BORGER)
    write_to(deltager, "ansoegning_invitation")
    return deltager


@transaction.atomic
def remove(deltager: Deltager) -> None:
    """Take back the access of someone who was invited."""
    ansoegning = deltager.ansoegning
    lock(ansoegning)
    deltager.refresh_from_db()
    if deltager.fjernet_den:
        return
    if deltager.may_send:
        raise ValidationError("En kontaktperson kan kun skiftes ud under “Om jer”.")
    close(deltager)
    log.write("fjernede en deltager", ansoegning, by=None, role=log.BORGER)


@transaction.atomic
def send_link_again(deltager: Deltager, *, by: Bruger) -> None:
    """Staff help someone back who has lost the mail."""
    write_to(deltager, "ansoegning_link")
    log.write("sendte et nyt link", deltager.ansoegning, by=by)


@transaction.atomic
def close_access(deltager: Deltager, *, by: Bruger) -> None:
    """No link of theirs opens anything any more, as when one came into other hands.

    A contact gets a new one; who was invited is taken off.
    """
    ansoegning = deltager.ansoegning
    lock(ansoegning)
    deltager.refresh_from_db()
    if deltager.fjernet_den:
        return
    if deltager.may_send:
        access.close_all(deltager)
        write_to(deltager, "ansoegning_link")
    else:
        close(deltager)
    log.write("lukkede en adgang", ansoegning, by=by)


@transaction.atomic
def take_over(deltager: Deltager) -> None:
    """The second contact becomes the first, and the first the second. Both are told."""
    ansoegning = deltager.ansoegning
    lock(ansoegning)
    deltager.refresh_from_db()
    if deltager.is_ansvarlig:
        return
    if not deltager.may_send:
        raise ValidationError("Kun den anden kontaktperson kan tage over.")
    first = ansoegning.deltagere.active().filter(rolle=Deltagerrolle.ANSVARLIG)
    before = first.first()
    # The database allows one of each at a time, so the first steps aside first.
    if before:
        before.rolle = Deltagerrolle.SKRIVER
        before.save(update_fields=["rolle"])
    deltager.rolle = Deltagerrolle.ANSVARLIG
    deltager.save(update_fields=["rolle"])
    if before:
        before.rolle = Deltagerrolle.MEDANSVARLIG
        before.save(update_fields=["rolle"])
    # The page with the contacts is another now; what was sent is not.
    held = ansoegning.versioner.get(OM_JER, 0)
    ansoegning.versioner = ansoegning.versioner | {OM_JER: held + 1}
    ansoegning.save()
    log.write("tog over", ansoegning, by=None, role=log.BORGER)
    for each in ansoegning.deltagere.answering():
        write_to(each, "ansoegning_taget_over")
