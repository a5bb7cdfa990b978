"""Pages of caseworkers, in the admin, with all that can stand there."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle
from rudersdal_frivillig.grundlag.documents import store_document
from rudersdal_frivillig.grundlag.models import Bruger
from tests.factories import BrugerFactory
from tests.puljer.sager import fill_in, open_pulje, send, start, udgift

CHANGE = "admin:puljer_ansoegning_change"
JOURNAL = "admin:puljer_journaldokument_changelist"


def _staff():
    return Bruger.objects.get(is_superuser=True)


def _runde():
    runde = open_pulje(frist=None)
    runde.pulje.sagsbehandlere.add(_staff())
    return runde


def _full(runde):
    """Two versions, a file, messages both ways, someone invited, unsent changes."""
    ansoegning = fill_in(start(runde))
    upload = SimpleUploadedFile("budget for sæsonen.txt", b"Spil: 4.000 kr.")
    fil = store_document(upload, by=None)
    actions.add_bilag(ansoegning, fil, at=timezone.now())
    send(ansoegning)
    for oere in (5_500_00, 6_000_00):
        lines = [udgift(oere), udgift(250_00, tekst="Kaffe", art="forplejning")]
        version = ansoegning.versioner["budget"]
        at = timezone.now()
        actions.save_budget(ansoegning, lines, timer=0, version=version, at=at)
        if oere == 5_500_00:
            send(ansoegning)
    contact = ansoegning.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)
    colleague = BrugerFactory(navn="Puljekonsulenten")
    actions.write_to_applicant(ansoegning, "Hvem er det for?", by=colleague)
    actions.write_to_staff(ansoegning, "For alle over 60.", deltager=contact)
    actions.invite(ansoegning, "kasserer@example.dk", Deltagerrolle.LAESER)
    return ansoegning


def _late():
    runde = open_pulje()
    runde.pulje.sagsbehandlere.add(_staff())
    return send(fill_in(start(runde)), at=runde.frist + timedelta(days=2))


def _typed_in(runde):
    by = _staff()
    day = timezone.localdate()
    facts = {"by": by, "modtagevej": "papir", "modtaget_paa_papir": day}
    ansoegning = fill_in(start(runde, **facts))
    actions.submit(ansoegning, at=timezone.now(), by=by)
    return ansoegning


def index(visitor):
    runde = _runde()
    _full(runde)
    _typed_in(runde)
    _late()
    visitor.open("admin:index")


def liste(visitor):
    runde = _runde()
    _full(runde)
    _typed_in(runde)
    _late()
    start(runde, email="kladde@example.dk")
    visitor.open("admin:puljer_ansoegning_changelist")


def liste_empty(visitor):
    visitor.open("admin:puljer_ansoegning_changelist")


def sag(visitor):
    visitor.open(CHANGE, _full(_runde()).pk)


def sag_with_error(visitor):
    visitor.open(CHANGE, _late().pk)
    visitor.page.get_by_text("Den kom for sent: skal den behandles?").click()
    visitor.press("Gem afgørelsen")


def sag_overtaken(visitor):
    ansoegning = _full(_runde())
    visitor.open(CHANGE, ansoegning.pk)
    actions.take(ansoegning, by=BrugerFactory(navn="En kollega"))
    visitor.press("Markér beskederne som læst")


def sag_typed_in(visitor):
    visitor.open(CHANGE, _typed_in(_runde()).pk)


def sag_draft(visitor):
    visitor.open(CHANGE, start(_runde()).pk)


def indtast(visitor):
    _runde()
    visitor.open("admin:puljer_ansoegning_indtast")


def indtast_with_error(visitor):
    indtast(visitor)
    visitor.press("Gå videre til ansøgningen")


def journal(visitor):
    ansoegning = _full(_runde())
    dokument = ansoegning.dokumenter.filter(slags="besked")[0]
    actions.mark_filed(dokument, by=_staff(), dokumentnummer="26/1234-7")
    visitor.open(JOURNAL)


def journal_mark(visitor):
    journal(visitor)
    visitor.page.locator("#action-toggle").check()
    visitor.page.locator("[name=action]").select_option("mark_filed")
    visitor.page.locator("button[name=index]").click()


def dokument(visitor):
    [one, *_] = _full(_runde()).dokumenter.all()
    visitor.open("admin:puljer_journaldokument_change", one.pk)


PAGES = {
    "index_with_cases": index,
    "ansoegning_changelist": liste,
    "ansoegning_changelist_empty": liste_empty,
    "sag": sag,
    "sag_with_error": sag_with_error,
    "sag_overtaken": sag_overtaken,
    "sag_typed_in": sag_typed_in,
    "sag_draft": sag_draft,
    "ansoegning_indtast": indtast,
    "ansoegning_indtast_with_error": indtast_with_error,
    "journaldokument_changelist": journal,
    "journaldokument_mark_filed": journal_mark,
    "journaldokument_change": dokument,
}
