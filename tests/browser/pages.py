"""Every type of page, each with the way there. A way is called with a visitor."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from opgavebank.actions import SVARET, archive, decline, note_call, pause
from opgavebank.choices import Form, OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import actions, buttons, log
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    ForgaevesSoegning,
    GuideSvar,
    Institution,
    Maa,
    Retstekst,
    Rolle,
)
from tests.browser import (
    ansoegninger,
    henvendelser,
    indsigt,
    puljeopsaetning,
    sager,
    tilskud_send,
)
from tests.factories import (
    PASSWORD,
    ArrangementFactory,
    BrugerFactory,
    DialogskemaFactory,
    FrivilligindsatsFactory,
    HenvendelseFactory,
    InstitutionsrolleFactory,
    OpslagFactory,
    RedaktoerrolleFactory,
    TilmeldingFactory,
    UdvalgFactory,
)
from tests.spreadsheets import make_csv


def read_link(brev):
    """The path of the one link in a mail."""
    [link] = [line for line in brev.tekst.splitlines() if line.startswith("http")]
    return urlsplit(link).path


def opens(name, *args):
    return lambda visitor: visitor.open(name, *args)


def opens_path(path):
    return lambda visitor: visitor.page.goto(path)


def opslag_list_page_2(visitor):
    visitor.page.goto(f"{reverse('opgavebank:opslag_list')}?side=2")


def opslag_detail(visitor):
    visitor.page.goto(Opslag.objects.public().newest()[0].get_absolute_url())


def opslag_closed(visitor):
    opslag = Opslag.objects.public().newest()[0]
    besat = OpslagFactory(
        status=OpslagStatus.BESAT,
        offentliggjort_den=opslag.offentliggjort_den,
        institution=opslag.institution,
    )
    visitor.page.goto(besat.get_absolute_url())


def institution(visitor):
    slug = Opslag.objects.public()[0].institution.slug
    visitor.open("opgavebank:institution_detail", slug)


def dialogskema():
    """A new one that citizens may read, with an answer of each kind."""
    skema = DialogskemaFactory(vises=True)
    actions.fill_with_standard(skema)
    for maa, raekke in zip(Maa, skema.raekker.all(), strict=False):
        raekke.svar, raekke.note = maa, "Spørg dagens kontakt først."
        raekke.save()
    return skema


def institution_with_overblik(visitor):
    place = Opslag.objects.public()[0].institution
    place.viser_frivilligoverblik = True
    place.save()
    indsatser(place)
    visitor.open("opgavebank:institution_detail", place.slug)


def indsatser(institution):
    """One that is in progress, and one that is wished for."""
    place = {"institution": institution}
    going = FrivilligindsatsFactory(
        hvad="Læser avisen højt", forening="Læsevennerne", antal="3_5", **place
    )
    FrivilligindsatsFactory(
        hvad="Passer krukkerne i gården",
        status="oensket",
        behov="En, der har grønne fingre.",
        **place,
    )
    return going


def postkasse(visitor):
    invited()
    visitor.open("postkasse")


def login_with_error(visitor):
    visitor.open("account_login")
    visitor.fill(login="nogen@example.org", password="forkert")
    visitor.press("Log ind")


def password_reset_done(visitor):
    visitor.open("account_reset_password")
    visitor.fill(email=BrugerFactory().email)
    visitor.press("Send mig et link")


def password_reset_from_key(visitor):
    password_reset_done(visitor)
    visitor.page.goto(read_link(Brev.objects.all()[0]))


def invited():
    """The path of the link in a new invitation."""
    bruger = BrugerFactory(password=None)
    actions.send_invitation(bruger, bruger.email)
    return read_link(Brev.objects.get(til=bruger.email))


def adgang(visitor):
    visitor.page.goto(invited())


def adgang_closed(visitor):
    link = invited()
    bruger = Bruger.objects.get(pk=Adgang.objects.all()[0].objekt_id)
    bruger.is_active = False
    bruger.save()
    visitor.page.goto(link)


def adgang_sent_again(visitor):
    adgang_closed(visitor)
    visitor.press("Send mig et nyt link")


def invitation(visitor):
    adgang(visitor)
    visitor.press("Gå videre, og vælg en adgangskode")


def knap(name):
    """The page of a button in a mail about a post that lapses in ten days."""
    opslag = Opslag.objects.public().newest()[0]
    return urlsplit(buttons.address(name, opslag)).path


def opens_knap(name):
    return lambda visitor: visitor.page.goto(knap(name))


def knap_done(visitor):
    visitor.page.goto(knap("forny"))
    visitor.press("Forny 90 dage")


def knap_closed(visitor):
    path = knap("besat")
    pause(Opslag.objects.public().newest()[0], by=None, role="kontakten")
    visitor.page.goto(path)


def asked(**fields):
    """An enquiry about a post that is shown."""
    opslag = Opslag.objects.public().newest()[0]
    return HenvendelseFactory(opslag=opslag, **fields)


def knap_svaret(visitor):
    visitor.page.goto(urlsplit(buttons.address(SVARET, asked())).path)


def knap_svaret_already(visitor):
    henvendelse = asked()
    path = urlsplit(buttons.address(SVARET, henvendelse)).path
    note_call(henvendelse, by=BrugerFactory())
    visitor.page.goto(path)


def invitation_with_error(visitor):
    invitation(visitor)
    visitor.fill(password1="kort", password2="en anden")
    visitor.press("Gem adgangskoden")


# Pages to read: no form, no cookie.
def arrangement_detail(visitor):
    visitor.page.goto(ArrangementFactory().get_absolute_url())


def arrangement_called_off(visitor):
    arrangement = ArrangementFactory()
    actions.call_off(arrangement, by=None)
    visitor.page.goto(arrangement.get_absolute_url())


def arrangement_list(visitor):
    ArrangementFactory.create_batch(2)
    visitor.open("grundlag:arrangement_list")


def tilmelding_create(visitor):
    full = ArrangementFactory(pladser=1)
    actions.sign_up(TilmeldingFactory.build(arrangement=None), full)
    visitor.open("grundlag:tilmelding_create", full.pk)


def tilmelding_with_error(visitor):
    tilmelding_create(visitor)
    visitor.press("Skriv mig på venteliste")


def tilmelding_detail(visitor):
    visitor.open("grundlag:tilmelding_create", ArrangementFactory().pk)
    visitor.fill(navn="Karen", email="karen@example.org")
    visitor.press("Tilmeld mig")


def tilmelding_cancel(visitor):
    tilmelding_detail(visitor)
    links = re.findall(r"http\S+/adgang/\S+", Brev.objects.latest("pk").tekst)
    visitor.page.goto(links[0])
    visitor.press("Se min tilmelding, eller meld fra")


def tilmelding_cancelled(visitor):
    tilmelding_cancel(visitor)
    visitor.press("Meld fra")


def arrangement_deltagere(visitor):
    arrangement = ArrangementFactory(institution=Institution.objects.all()[0])
    TilmeldingFactory(arrangement=arrangement)
    reach = {"email": "", "telefon": "46 11 00 00", "skal_ringes_op": True}
    TilmeldingFactory(arrangement=arrangement, navn="Jens", **reach)
    visitor.open("admin:grundlag_arrangement_deltagere", arrangement.pk)


def of_arrangement(page):
    name = f"admin:grundlag_arrangement_{page}"
    return lambda visitor: visitor.open(name, ArrangementFactory().pk)


def proevegang_add(visitor):
    opslag = Opslag.objects.public()[0]
    visitor.open("admin:opgavebank_opslag_proevegang", opslag.pk)


TO_READ = {
    "forside": opens("forside"),
    "opslag_list": opens("opgavebank:opslag_list"),
    "opslag_list_page_2": opslag_list_page_2,
    "opslag_detail": opslag_detail,
    "opslag_list_narrowed": opens_path("/opgaver/?tid=ugentlig&hvem=aeldre&q=tur"),
    "opslag_list_empty": opens_path("/opgaver/?q=xyzzyq&omraade=holte"),
    "opslag_list_read_anew": opens_path("/opgaver/?q=læsse+weekend&fra=2840"),
    "fagomraade": opens("opgavebank:fagomraade_detail", "aeldre-og-sundhed"),
    "opslag_closed": opslag_closed,
    "institution": institution,
    "institution_with_overblik": institution_with_overblik,
    "vedligehold": opens("fejl_vedligehold"),
    "om": opens("om"),
    "privatliv": opens("privatliv"),
    "cookies": opens("cookies"),
    "tilgaengelighed": opens("tilgaengelighed"),
    "postkasse": postkasse,
    "guide_list": opens("grundlag:guide_list"),
    "guide_detail": opens("grundlag:guide_detail", "kerneopgave"),
    "samarbejdsaftale": opens("grundlag:skabelon", "samarbejdsaftale"),
    "tjekliste": opens("grundlag:skabelon", "tjekliste"),
    "ugeplan": opens("grundlag:skabelon", "ugeplan"),
    "dialogskema": lambda visitor: visitor.page.goto(dialogskema().get_absolute_url()),
    "arrangement_list": arrangement_list,
    "arrangement_list_empty": opens("grundlag:arrangement_list"),
    "arrangement_detail": arrangement_detail,
    "arrangement_called_off": arrangement_called_off,
    "400": opens_path("/?side=%00"),
    "403": opens("fejl_403"),
    "404": opens_path("/findes-ikke/"),
    "403_csrf": opens("fejl_csrf"),
    "429": opens("fejl_429"),
    "500": opens("fejl_500"),
    "503": opens("fejl_503"),
}
WITH_FORMS = {
    "byggeklodser": opens("byggeklodser"),
    "byggeklodser_with_errors": opens_path("/byggeklodser/?fejl=1"),
    **henvendelser.PAGES,
    **ansoegninger.PAGES,
    **tilskud_send.PAGES,
    "login": opens("account_login"),
    "login_with_error": login_with_error,
    "password_reset": opens("account_reset_password"),
    "password_reset_done": password_reset_done,
    "password_reset_from_key": password_reset_from_key,
    "adgang": adgang,
    "adgang_closed": adgang_closed,
    "adgang_sent_again": adgang_sent_again,
    "knap_forny": opens_knap("forny"),
    "knap_besat": opens_knap("besat"),
    "knap_done": knap_done,
    "knap_svaret": knap_svaret,
    "knap_svaret_already": knap_svaret_already,
    "knap_closed": knap_closed,
    "invitation": invitation,
    "invitation_with_error": invitation_with_error,
    "invitation_done": opens("grundlag:invitation_done"),
    "tilmelding_create": tilmelding_create,
    "tilmelding_with_error": tilmelding_with_error,
    "tilmelding_detail": tilmelding_detail,
    "tilmelding_cancel": tilmelding_cancel,
    "tilmelding_cancelled": tilmelding_cancelled,
    "account_inactive": opens("account_inactive"),
    "password_changed": opens("account_reset_password_from_key_done"),
}
PUBLIC = TO_READ | WITH_FORMS


def changes(model):
    """The form of some row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return lambda visitor: visitor.open(name, model.objects.all()[0].pk)


def opslag_add_with_errors(visitor):
    visitor.open("admin:opgavebank_opslag_add")
    visitor.press("Gem")


def index_with_all_that_waits(visitor):
    """Something in every part."""
    sted = Institution.objects.all()[0]
    leder = BrugerFactory(is_active=False)
    InstitutionsrolleFactory(bruger=leder, institution=sted, rolle=Rolle.LEDER)
    gone = {"kontakt_email": leder.email, "stedfortraeder_email": leder.email}
    soon = timezone.localdate() + timedelta(days=2)
    OpslagFactory(institution=sted, aktiv=True, vises_til=soon, **gone)
    OpslagFactory(institution=sted)
    OpslagFactory(institution=sted, godkender_skriver="Skriv, hvornår det er.")
    OpslagFactory(
        institution=sted,
        status=OpslagStatus.TIL_GODKENDELSE,
        indsendt_den=timezone.now() - timedelta(days=20),
    )
    OpslagFactory(
        institution=sted,
        status=OpslagStatus.BESAT,
        form=Form.ENGANG,
        starter=timezone.localdate() - timedelta(days=330),
        offentliggjort_den=timezone.now() - timedelta(days=340),
    )
    ForgaevesSoegning.objects.create(ord="guitar", antal=14)
    visitor.open("admin:index")


def opslag_add_from_template(visitor):
    visitor.open("admin:opgavebank_opslag_start")
    link = visitor.page.get_by_role("link", name="Gå en tur med en, der gerne vil ud")
    with visitor.page.expect_navigation():
        link.click()


def opslag_vis(visitor):
    """The preview of a draft, which opens in a tab of its own."""
    kladde = OpslagFactory(institution=Institution.objects.all()[0], resume="")
    visitor.open("admin:opgavebank_opslag_change", kladde.pk)
    look = visitor.page.get_by_role("button", name="Se, hvordan det bliver")
    look.evaluate("button => button.removeAttribute('formtarget')")
    visitor.press("Se, hvordan det bliver")


def opslag_confirm(visitor):
    """What is asked before something is done to several."""
    OpslagFactory(institution=Institution.objects.all()[0])
    visitor.open("admin:opgavebank_opslag_changelist")
    for box in visitor.page.locator("input.action-select").all()[:3]:
        box.check()
    visitor.page.locator("select[name$=action]").select_option("Sæt på pause")
    visitor.press("Kør")


def opslag_sent_back(visitor):
    sted = Institution.objects.all()[0]
    titel = "Højtlæsning og fremadrettet aktivitetsudvikling"
    kladde = OpslagFactory(institution=sted, titel=titel, godkender_skriver="Hvornår?")
    visitor.open("admin:opgavebank_opslag_change", kladde.pk)


def opslag_send_back(visitor):
    sted = Institution.objects.all()[0]
    waiting = OpslagFactory(institution=sted, status=OpslagStatus.TIL_GODKENDELSE)
    visitor.open("admin:opgavebank_opslag_change", waiting.pk)
    visitor.page.locator("select[name$=action]").select_option("Send tilbage")
    visitor.press("Kør")


def opslag_delete(visitor):
    kladde = OpslagFactory(institution=Institution.objects.all()[0])
    visitor.open("admin:opgavebank_opslag_delete", kladde.pk)


def opslag_history(visitor):
    """With a status, long and short values, and values whose time is over."""
    opslag = Opslag.objects.public()[0]
    post = log.write("rettede", opslag, by=None, changes={"resume": ("Før", "Nu")})
    post.vaerdier.all().delete()
    pause(opslag, by=None)
    before = "Vi læser avisen for en lille gruppe, og bagefter drikker vi kaffe sammen."
    changes = {
        "det_goer_du": (before, before.replace("avisen", "en god bog")),
        "vises_til": ("2026-12-01", "2026-12-24"),
        "erfaring_kraeves": (False, True),
    }
    log.write("rettede", opslag, by=BrugerFactory(), changes=changes)
    visitor.open("admin:opgavebank_opslag_history", opslag.pk)


def save_meanwhile(obj, **fields):
    """As another editor does."""
    changes = {name: (getattr(obj, name), value) for name, value in fields.items()}
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.save()
    log.write("rettede", obj, by=BrugerFactory(navn="Berit Beck"), changes=changes)


def opslag_conflict(visitor):
    opslag = Opslag.objects.public()[0]
    visitor.open("admin:opgavebank_opslag_change", opslag.pk)
    theirs = {"titel": "Læs avisen højt", "form": "engang", "pladser": 4}
    save_meanwhile(opslag, **theirs, varighed_min=45, kompetencer="Tålmodig")
    visitor.fill(titel="Læs højt om fredagen", varighed_min="60")
    visitor.page.locator("[name=form]").select_option("periode")
    visitor.press("Gem")


def opslag_too_late(visitor):
    opslag = OpslagFactory(institution=Institution.objects.all()[0])
    visitor.open("admin:opgavebank_opslag_change", opslag.pk)
    archive(opslag, by=None)
    visitor.press("Gem")


def institution_conflict(visitor):
    institution = Institution.objects.all()[0]
    today = timezone.localdate()
    lukkedag = institution.lukkedage.create(fra=today, til=today, note="Møde")
    visitor.open("admin:grundlag_institution_change", institution.pk)
    save_meanwhile(lukkedag, note="Personalemøde")
    institution.lukkedage.create(fra=today, til=today, note="Fest")
    visitor.fill(**{"lukkedage-0-note": "Møde hele dagen"})
    visitor.press("Gem")


def opslag_without_a_session(visitor):
    """The log-in page that meets whoever was gone for too long."""
    visitor.open("admin:opgavebank_opslag_add")
    visitor.fill(titel="Skrevet længe")
    Session.objects.all().delete()
    visitor.press("Gem")


def opslag_after_log_in(visitor):
    opslag_without_a_session(visitor)
    bruger = Bruger.objects.get(is_superuser=True)
    visitor.fill(login=bruger.email, password=PASSWORD)
    visitor.press("Log ind")


def institution_change(visitor):
    institution = Institution.objects.all()[0]
    institution.lukkedage.create(fra=timezone.localdate(), til=timezone.localdate())
    visitor.open("admin:grundlag_institution_change", institution.pk)


def frivilligindsats_changelist(visitor):
    indsatser(Institution.objects.all()[0])
    visitor.open("admin:opgavebank_frivilligindsats_changelist")


def frivilligindsats_change(visitor):
    indsats = indsatser(Institution.objects.all()[0])
    visitor.open("admin:opgavebank_frivilligindsats_change", indsats.pk)


def opslag_from_indsats(visitor):
    indsats = indsatser(Institution.objects.all()[0])
    add = reverse("admin:opgavebank_opslag_add")
    visitor.page.goto(f"{add}?indsats={indsats.pk}")


def bruger_with_redaktoerrolle(visitor):
    visitor.open("admin:grundlag_bruger_change", RedaktoerrolleFactory().bruger.pk)


def henvendelse_changelist(visitor):
    asked()
    asked(paa_venteliste=True)
    decline(asked(), by=BrugerFactory())
    visitor.open("admin:opgavebank_henvendelse_changelist")


def indbakke_change(visitor):
    """With all that can stand there."""
    henvendelse = asked(telefon="46 11 00 00", ring_op=True, som_gruppe=True)
    note_call(henvendelse, "Kommer på torsdag.", by=BrugerFactory())
    visitor.open("admin:opgavebank_henvendelse_change", henvendelse.pk)


def indbakke_with_error(visitor):
    visitor.open("admin:opgavebank_henvendelse_change", asked().pk)
    visitor.page.locator("#svar_tekst").fill("")
    visitor.press("Send svar")


def indbakke_overtaken(visitor):
    henvendelse = asked(email="", telefon="46 11 00 00")
    visitor.open("admin:opgavebank_henvendelse_change", henvendelse.pk)
    note_call(henvendelse, by=BrugerFactory(navn="Berit Beck"))
    visitor.press("Vi har talt sammen")


def indbakke_closed(visitor):
    henvendelse = asked()
    decline(henvendelse, by=BrugerFactory())
    visitor.open("admin:opgavebank_henvendelse_change", henvendelse.pk)


def indbakke_telefon_with_error(visitor):
    visitor.open("admin:opgavebank_henvendelse_telefon")
    visitor.press("Gem henvendelsen")


def udvalg_change(visitor):
    udvalg = UdvalgFactory()
    udvalg.medlemskaber.create(navn="Formand")
    visitor.open("admin:grundlag_udvalg_change", udvalg.pk)


def of_dialogskema(page):
    name = f"admin:grundlag_dialogskema_{page}"
    return lambda visitor: visitor.open(name, dialogskema().pk)


def retstekst_approve(visitor):
    visitor.open("admin:grundlag_retstekst_approve", Retstekst.objects.all()[0].pk)


def institution_import_difference(visitor):
    """A file that changes one place, and is wrong about another."""
    navn = Institution.objects.all()[0].navn
    content = make_csv(["Navn", "By"], [navn, "Holte"], ["Nyt sted", ""]).read()
    visitor.open("admin:grundlag_institution_import")
    file = {"name": "steder.csv", "mimeType": "text/csv", "buffer": content}
    visitor.page.set_input_files("[name=fil]", files=[file])
    visitor.press("Vis forskellen")


ADMIN = {
    "index": opens("admin:index"),
    "index_with_all_that_waits": index_with_all_that_waits,
    "opslag_start": opens("admin:opgavebank_opslag_start"),
    "opslag_add_from_template": opslag_add_from_template,
    "opslag_vis": opslag_vis,
    "opslag_confirm": opslag_confirm,
    "opslag_sent_back": opslag_sent_back,
    "opslag_send_back": opslag_send_back,
    "statistik": opens("admin:opgavebank_statistik"),
    "statistik_print": opens("admin:opgavebank_statistik_udskrift"),
    "opslag_changelist": opens("admin:opgavebank_opslag_changelist"),
    "opslag_add": opens("admin:opgavebank_opslag_add"),
    "opslag_add_with_errors": opslag_add_with_errors,
    "opslag_change": changes(Opslag),
    "opslag_delete": opslag_delete,
    "opslag_history": opslag_history,
    "opslag_conflict": opslag_conflict,
    "opslag_too_late": opslag_too_late,
    "proevegang_add": proevegang_add,
    "arrangement_changelist": opens("admin:grundlag_arrangement_changelist"),
    "arrangement_change": of_arrangement("change"),
    "arrangement_aflys": of_arrangement("aflys"),
    "arrangement_deltagere": arrangement_deltagere,
    "opslag_without_a_session": opslag_without_a_session,
    "opslag_after_log_in": opslag_after_log_in,
    "institution_changelist": opens("admin:grundlag_institution_changelist"),
    "institution_change": institution_change,
    "institution_conflict": institution_conflict,
    "institution_import": opens("admin:grundlag_institution_import"),
    "institution_import_difference": institution_import_difference,
    "bruger_changelist": opens("admin:grundlag_bruger_changelist"),
    "bruger_change": changes(Bruger),
    "bruger_invite": opens("admin:grundlag_bruger_add"),
    "bruger_with_redaktoerrolle": bruger_with_redaktoerrolle,
    "frivilligindsats_changelist": frivilligindsats_changelist,
    "frivilligindsats_add": opens("admin:opgavebank_frivilligindsats_add"),
    "frivilligindsats_change": frivilligindsats_change,
    "opslag_from_indsats": opslag_from_indsats,
    "henvendelse_changelist_empty": opens("admin:opgavebank_henvendelse_changelist"),
    "henvendelse_changelist": henvendelse_changelist,
    "indbakke_change": indbakke_change,
    "indbakke_with_error": indbakke_with_error,
    "indbakke_overtaken": indbakke_overtaken,
    "indbakke_closed": indbakke_closed,
    "indbakke_telefon": opens("admin:opgavebank_henvendelse_telefon"),
    "indbakke_telefon_with_error": indbakke_telefon_with_error,
    "brev_changelist": opens("admin:grundlag_brev_changelist"),
    "guidesvar_change": changes(GuideSvar),
    "dialogskema_add": opens("admin:grundlag_dialogskema_add"),
    "dialogskema_change": of_dialogskema("change"),
    "dialogskema_print": of_dialogskema("print"),
    "udvalg_change": udvalg_change,
    "retstekst_change": changes(Retstekst),
    "retstekst_approve": retstekst_approve,
    **indsigt.PAGES,
    **puljeopsaetning.PAGES,
    **sager.PAGES,
    "password_change": opens("account_change_password"),
    "logout": opens("account_logout"),
}
