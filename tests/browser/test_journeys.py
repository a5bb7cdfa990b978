"""Whole errands, as people do them."""

import re
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from opgavebank import deletion, opfoelgning, reminders, rykkere
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag.models import Brev
from rudersdal_frivillig.grundlag.workdays import add_working_days
from tests.browser.henvendelser import WRITTEN, link_to_follow
from tests.browser.pages import read_link, save_meanwhile
from tests.factories import PASSWORD, OpslagFactory

KONTAKT = "kontakt@kommune.example"
without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)

OPSLAG = {
    "titel": "Gå en tur med Bente",
    "resume": "Gå en tur i skoven med en, der kender alle fuglene.",
    "det_goer_du": "Går en tur",
    "det_goer_personalet": "Følger Bente til døren",
}
CHOICES = ["Hverdage om formiddagen", "Ældre", "Enkeltpersoner"]
MED = "Har I drøftet det i personalegruppen eller MED?"
CONFIRMED = "Opgaven supplerer personalets arbejde og erstatter det ikke"


@without_scripts
def test_citizen_finds_a_number_to_call_without_scripts(visitor, opslag_list):
    oldest = Opslag.objects.public().newest().last()
    page = visitor.page

    visitor.open("forside")
    page.get_by_role("link", name=re.compile("^Se alle")).click()
    page.get_by_role("link", name="Næste").click()
    page.get_by_role("link", name=oldest.titel, exact=True).click()

    call = page.get_by_role("main").get_by_role("link", name=oldest.kontakt_telefon)
    expect(call).to_have_attribute("href", re.compile(r"^tel:\+45\d{8}$"))


def ask(visitor):
    """Search, read and write, on a phone. Returns the post."""
    visitor.narrow_to(390)
    wanted = Opslag.objects.public().newest()[0]
    Opslag.objects.filter(pk=wanted.pk).update(kontakt_email=KONTAKT)
    visitor.open("forside")
    visitor.fill(q=wanted.titel)
    visitor.press("Find opgaver")
    links = visitor.page.get_by_role("link", name=wanted.titel, exact=True)
    links.first.click()
    visitor.page.get_by_role("link", name="Skriv til stedet").click()
    visitor.fill(**WRITTEN)
    visitor.press("Send")


def heading(visitor):
    return expect(visitor.page.get_by_role("heading", level=1))


@without_scripts
def test_citizen_asks_hears_where_it_went_and_takes_it_back_on_a_phone(
    visitor, opslag_list
):
    ask(visitor)
    heading(visitor).to_have_text("Tak, din besked er sendt")

    visitor.open("postkasse")
    visitor.page.locator("a[href*='/adgang/']").first.click()
    visitor.press("Se min henvendelse")
    visitor.page.get_by_role("link", name="Træk henvendelsen tilbage").click()
    visitor.press("Ja, træk den tilbage")

    withdrawn = visitor.page.get_by_text("Henvendelsen er trukket tilbage.")
    expect(withdrawn).to_be_visible()
    assert not Henvendelse.objects.get().is_open


def button_in_newest_mail(visitor, email):
    text = Brev.objects.filter(til=email).latest("pk").tekst
    link = re.search(r"http\S+/knap/\S+", text).group()
    visitor.page.goto(urlsplit(link).path)


def after(working_days, job):
    """What the night does so many working days from now."""
    day = add_working_days(timezone.localdate(), working_days)
    with time_machine.travel(datetime.combine(day, time(12))):
        job()


@without_scripts
def test_silence_is_broken_from_the_mails_until_all_is_forgotten(visitor, opslag_list):
    ask(visitor)
    visitor.page.goto(link_to_follow())
    visitor.press("Se min henvendelse")

    after(3, rykkere.remind)
    button_in_newest_mail(visitor, KONTAKT)
    visitor.press("Ja, jeg har svaret")
    after(6, opfoelgning.ask)
    button_in_newest_mail(visitor, WRITTEN["email"])
    visitor.press("Ja, jeg har fået svar")
    after(21, opfoelgning.ask)
    button_in_newest_mail(visitor, WRITTEN["email"])
    visitor.page.get_by_label("Ja", exact=True).first.check()
    visitor.press("Send mit svar")
    heading(visitor).to_have_text("Tak, det er gjort")
    follow = link_to_follow()
    after(65, deletion.close_silent)
    after(150, deletion.delete_content)

    visitor.page.goto(follow)
    heading(visitor).not_to_have_text("Din henvendelse")
    kept = Henvendelse.objects.get()
    assert (kept.navn, kept.svarvej, kept.blev_til_noget) == ("", "knap", "ja")


# The fields of a form that no longer hold what they held when the page opened.
DECIDED = """fields => fields.filter(field =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT"
      ? [...field.options].some(option => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue
).map(field => field.name)"""


@without_scripts
def test_leder_posts_in_three_pages_and_twelve_decisions(visitor, leder):
    page = visitor.page
    visitor.log_in(leder)
    seen = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))

    page.get_by_role("link", name="Nyt opslag").click()
    page.get_by_role("link", name="Begynd med et tomt opslag").click()
    visitor.fill(**OPSLAG)
    page.get_by_label(MED).select_option("Ja")
    for choice in [*CHOICES, CONFIRMED]:
        page.get_by_label(choice, exact=True).check()
    to_post = len(seen)
    form = page.locator("#opslag_form :is(input, select, textarea)")
    decided = form.evaluate_all(DECIDED)
    visitor.press("Gem og offentliggør")

    assert Opslag.objects.public().get().titel == OPSLAG["titel"]
    assert 5 <= len(decided) <= 12
    assert to_post <= 3


@without_scripts
def test_leder_posts_from_a_template_with_two_answers(visitor, leder):
    page = visitor.page
    visitor.log_in(leder)

    page.get_by_role("link", name="Nyt opslag").click()
    page.get_by_role("link", name="Hjælp ved fester og banko").click()
    page.get_by_label(MED).select_option("Ja")
    page.get_by_label(CONFIRMED, exact=True).check()
    visitor.press("Gem og offentliggør")

    assert Opslag.objects.public().get().titel == "Hjælp ved fester og banko"


def test_leder_sees_the_post_in_a_tab_of_its_own_and_loses_nothing(visitor, leder):
    page = visitor.page
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_add")
    visitor.fill(**OPSLAG)

    with page.context.expect_page() as tab:
        page.get_by_role("button", name="Se, hvordan det bliver").click()

    heading = tab.value.get_by_role("heading", level=1)
    expect(heading).to_have_text(OPSLAG["titel"])
    expect(page.locator("[name=titel]")).to_have_value(OPSLAG["titel"])
    assert not Opslag.objects.exists()


@without_scripts
def test_contact_renews_from_the_mail_without_log_in(visitor, institution):
    soon = timezone.localdate() + timedelta(days=10)
    opslag = OpslagFactory(
        aktiv=True,
        institution=institution,
        kontakt_email="kontakt@kommune.example",
        vises_fra=soon - timedelta(days=90),
        vises_til=soon,
    )
    reminders.remind_of_expiry()
    links = re.findall(r"http\S+/knap/\S+", Brev.objects.get().tekst)

    visitor.page.goto(links[0])
    visitor.press("Forny 90 dage")

    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(
        "Tak, det er gjort"
    )
    opslag.refresh_from_db()
    assert opslag.vises_til == timezone.localdate() + timedelta(days=90)


@without_scripts
def test_leder_publishes_an_opslag_without_scripts(visitor, leder):
    page = visitor.page
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_add")
    visitor.fill(**OPSLAG)
    page.get_by_label(MED).select_option("Ja")
    for choice in [*CHOICES, CONFIRMED]:
        page.get_by_label(choice, exact=True).check()

    visitor.press("Gem og offentliggør")
    page.context.clear_cookies()
    visitor.open("opgavebank:opslag_list")

    expect(page.get_by_role("link", name=OPSLAG["titel"])).to_be_visible()


@without_scripts
def test_second_editor_takes_one_field_from_the_first_and_keeps_the_rest(
    visitor, leder, institution
):
    opslag = OpslagFactory(institution=institution, resume="Før.")
    page = visitor.page
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_change", opslag.pk)
    save_meanwhile(opslag, titel="Fra den anden", resume="Også fra den anden.")
    visitor.fill(titel="Min", resume="Min tekst.")
    visitor.press("Gem")

    expect(page.get_by_role("alert")).to_contain_text("Berit Beck rettede opslaget")
    resume = page.locator(".form-row.field-resume")
    resume.get_by_label("Tag den andens").check()
    visitor.press("Gem")

    opslag.refresh_from_db()
    assert (opslag.titel, opslag.resume) == ("Min", "Også fra den anden.")


def test_text_is_saved_although_the_session_ran_out(visitor, leder, institution):
    visitor.log_in(leder)
    visitor.open("admin:opgavebank_opslag_add")
    visitor.fill(titel="Skrevet længe", saadan_foregaar_det="Først\n\nSå")
    Session.objects.all().delete()
    visitor.press("Gem")
    visitor.fill(login=leder.email, password=PASSWORD)
    visitor.press("Log ind")
    visitor.press("Send igen")

    expect(visitor.page).to_have_url(reverse("admin:opgavebank_opslag_changelist"))
    assert Opslag.objects.get().saadan_foregaar_det == "Først\n\nSå"


def test_invited_leder_chooses_a_password_and_logs_in(
    visitor, koordinator, institution
):
    visitor.log_in(koordinator)
    visitor.open("admin:grundlag_bruger_add")
    visitor.fill(email="ny@kommune.example", navn="Ny Leder")
    visitor.page.get_by_label("Institution").select_option(institution.navn)
    visitor.page.get_by_label("Rolle").select_option("Leder")
    visitor.press("Send invitationen")
    visitor.page.context.clear_cookies()

    visitor.page.goto(read_link(Brev.objects.get(til="ny@kommune.example")))
    visitor.press("Gå videre, og vælg en adgangskode")
    visitor.fill(password1="seks grønne cykler", password2="seks grønne cykler")
    visitor.press("Gem adgangskoden")
    visitor.page.get_by_role("main").get_by_role("link", name="Log ind").click()
    visitor.fill(login="ny@kommune.example", password="seks grønne cykler")
    visitor.press("Log ind")

    expect(visitor.page).to_have_url(reverse("admin:index"))
