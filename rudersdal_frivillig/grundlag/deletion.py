"""What grundlag deletes at night, and the hourly upkeep of links, tasks and keys."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from rudersdal_frivillig.grundlag import (
    actions,
    files,
    mail,
    retries,
    returns,
    scanning,
    schedule,
)
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    ForgaevesSoegning,
    Formularnoegle,
    Koersel,
    Logvaerdi,
    Tilmelding,
)

KEEP_KOERSEL = timedelta(days=90)
KEEP_STAFF = timedelta(days=183)


def register() -> None:
    night, hour = Koersel.Navn.HVER_NAT, Koersel.Navn.HVER_TIME
    schedule.register(hour, "Opgaver, hvis arbejder er død", revive_tasks)
    schedule.register(hour, "Breve uden en opgave i køen", requeue_breve)
    schedule.register(hour, "Filer, der mangler at blive scannet", requeue_filer)
    schedule.register(hour, "Returmails", returns.collect)
    schedule.register(hour, "Formularnøgler", delete_formularnoegler)
    schedule.register(hour, "Grænser, der er udløbet", delete_cache)
    schedule.register(night, "Adgang efter roller", align_groups)
    schedule.register(night, "Tilmeldinger", delete_tilmeldinger)
    schedule.register(night, "Breve", delete_breve)
    schedule.register(night, "Adgange med link", delete_adgange)
    schedule.register(night, "Værdier i loggen", delete_logvaerdier)
    schedule.register(night, "Sessioner", delete_sessions)
    schedule.register(night, "Filer", sweep_files)
    schedule.register(night, "Tidligere ansatte", anonymise_brugere)
    schedule.register(night, "Udførte opgaver i køen", prune_tasks)
    schedule.register(night, "Gamle kørsler", delete_koersler)
    schedule.register(night, "Forgæves søgninger", delete_forgaeves_soegninger)


def _delete(rows: QuerySet[Model]) -> str:
    deleted, _ = rows.delete()
    return f"{deleted} slettet"


def revive_tasks() -> str:
    return f"{retries.revive()} sat i kø igen"


def requeue_breve() -> str:
    return f"{mail.requeue_lost()} sat i kø igen"


def requeue_filer() -> str:
    return f"{scanning.requeue_lost()} sat i kø igen"


def delete_formularnoegler() -> str:
    return _delete(Formularnoegle.objects.due_for_deletion())


def delete_cache() -> str:
    # The cache itself only forgets once it is full, and it knows who wrote to us.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [timezone.now()])
        return f"{cursor.rowcount} slettet"


def delete_tilmeldinger() -> str:
    """With their mails and links. How many there were stays on the event."""
    due = list(Tilmelding.objects.due_for_deletion())
    for tilmelding in due:
        Brev.objects.about(tilmelding).delete()
        Adgang.objects.about(tilmelding).delete()
        tilmelding.delete()
    return f"{len(due)} slettet"


def delete_breve() -> str:
    return _delete(Brev.objects.due_for_deletion())


def delete_adgange() -> str:
    return _delete(Adgang.objects.due_for_deletion())


def delete_logvaerdier() -> str:
    return _delete(Logvaerdi.objects.filter(slettes_den__lte=timezone.localdate()))


def delete_forgaeves_soegninger() -> str:
    return _delete(ForgaevesSoegning.objects.due_for_deletion())


def delete_sessions() -> str:
    return _delete(Session.objects.filter(expire_date__lt=timezone.now()))


def sweep_files() -> str:
    rows, orphans = files.sweep()
    return f"{rows} slettet, {orphans} uden ejer fjernet"


def align_groups() -> str:
    return f"{actions.align_groups()} fik eller mistede adgang"


def anonymise_brugere() -> str:
    brugere = Bruger.objects.without_role_since(timezone.localdate() - KEEP_STAFF)
    for bruger in brugere:
        actions.anonymise(bruger, by=None)
    return f"{len(brugere)} gjort anonyme"


def prune_tasks() -> str:
    return f"{retries.prune()} slettet"


def delete_koersler() -> str:
    return _delete(
        Koersel.objects.filter(startet_den__lt=timezone.now() - KEEP_KOERSEL)
    )
