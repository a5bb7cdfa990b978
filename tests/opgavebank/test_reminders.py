"""Mails about a post's date, and the pages with one button that they lead to."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions, reminders
from opgavebank.choices import Form, OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import buttons, log
from rudersdal_frivillig.grundlag.models import Brev, Logpost
from tests.factories import OpslagFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
KONTAKT, DEPUTY = "kontakt@kommune.example", "deputy@kommune.example"


def expiring(days_left, **fields):
    last = timezone.localdate() + days_left * DAY
    facts = {"kontakt_email": KONTAKT, "stedfortraeder_email": DEPUTY}
    return OpslagFactory(
        aktiv=True, vises_fra=last - 90 * DAY, vises_til=last, **facts | fields
    )


def link(name, brev=None):
    """The path behind the button of this name in a mail."""
    place = ["forny", "besat", "pause"].index(name)
    text = (brev or Brev.objects.latest("pk")).tekst
    return re.findall(r"http://\S+?(/knap/\S+)", text)[place]


@pytest.fixture
def mailed():
    """A post with ten days left, of which its contact has been told."""
    opslag = expiring(10)
    call_command("nightly", verbosity=0)
    return opslag


def night():
    call_command("nightly", verbosity=0)
    return {brev.til for brev in Brev.objects.all()}


@pytest.mark.parametrize(
    ("days_left", "told"),
    [
        (15, set()),
        (14, {KONTAKT}),
        (4, {KONTAKT}),
        (3, {KONTAKT, DEPUTY}),
        (0, {KONTAKT, DEPUTY}),
        (-1, set()),
    ],
)
def test_who_is_told_as_the_last_day_comes_near(days_left, told):
    expiring(days_left)

    assert night() == told


@pytest.mark.parametrize(
    "status", [OpslagStatus.PAUSE, OpslagStatus.BESAT, OpslagStatus.KLADDE]
)
def test_no_one_is_told_of_what_citizens_do_not_see(status):
    expiring(3, status=status)

    assert night() == set()


def test_each_is_told_once_and_again_after_the_post_is_renewed(leder):
    opslag = expiring(14)
    for day in range(14):
        with time_machine.travel(timezone.now() + day * DAY):
            reminders.remind_of_expiry()
            reminders.remind_of_expiry()
    assert [brev.til for brev in Brev.objects.order_by("pk")] == [
        KONTAKT,
        KONTAKT,
        DEPUTY,
    ]

    actions.renew(opslag, by=leder)
    with time_machine.travel(timezone.now() + 80 * DAY):
        assert reminders.remind_of_expiry() == 1


def test_what_is_shown_for_a_week_gets_the_last_mail_alone():
    opslag = expiring(7)
    Opslag.objects.update(vises_fra=timezone.localdate())

    assert night() == set()
    with time_machine.travel(timezone.now() + 4 * DAY):
        assert reminders.remind_of_expiry() == 2
    assert opslag.paamindelser.count() == 2


@pytest.mark.parametrize(
    ("known", "told"),
    [({"stedfortraeder_email": DEPUTY}, DEPUTY), ({}, "leder")],
)
def test_without_the_contacts_address_the_next_one_is_told(
    institution, leder, known, told
):
    nothing = {"kontakt_email": "", "stedfortraeder_email": ""}
    expiring(10, institution=institution, **nothing | known)

    assert night() == {leder.email if told == "leder" else told}


def test_the_mail_is_in_danish_and_ends_in_three_links(mailed):
    brev = Brev.objects.get()

    assert brev.emne.startswith(f'Opslaget "{mailed.titel}" vises til ')
    assert brev.tekst.count("/knap/") == 3
    assert "behøver ikke at logge ind" in brev.tekst


@commits
def test_two_nights_at_once_write_one_mail():
    expiring(10)

    sent = at_once(reminders.remind_of_expiry, reminders.remind_of_expiry)

    assert sorted(sent) == [0, 1]
    assert Brev.objects.count() == 1


PRESSED = {
    "forny": OpslagStatus.AKTIV,
    "besat": OpslagStatus.BESAT,
    "pause": OpslagStatus.PAUSE,
}


@pytest.mark.parametrize("name", PRESSED)
def test_opening_a_link_changes_nothing_however_often(mailed, name):
    browser = Client()
    logged = Logpost.objects.count()

    for _ in range(3):
        shown = browser.get(link(name))
        assert browser.head(link(name)).status_code == 200

    mailed.refresh_from_db()
    assert (shown.status_code, shown.text.count("<form")) == (200, 1)
    assert (mailed.status, Logpost.objects.count()) == (OpslagStatus.AKTIV, logged)
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(("name", "status"), PRESSED.items())
def test_pressing_does_that_one_thing_without_log_in_or_cookie(mailed, name, status):
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(link(name))

    mailed.refresh_from_db()
    assert (answer.status_code, mailed.status) == (200, status)
    assert "Tak, det er gjort" in answer.text
    assert (mailed.vises_til > timezone.localdate() + 80 * DAY) == (name == "forny")
    assert not browser.cookies
    assert Logpost.objects.about(mailed).latest("pk").rolle == "kontakten"


@pytest.mark.parametrize("name", PRESSED)
def test_pressing_twice_does_it_once_and_says_how_it_stands(client, mailed, name):
    client.post(link(name))

    again = client.post(link(name))

    assert again.status_code == 410
    assert re.search("Der er sket noget|Det er noteret i forvejen", again.text)
    assert Logpost.objects.about(mailed).count() == 1


def renew_and_back(opslag, by):
    """So that it stands as it did when the mail was written."""
    actions.pause(opslag, by=by)
    actions.publish(opslag, by=by)


def change_contact(opslag, by):
    opslag.kontakt_email = by.email
    opslag.save()
    log.write("rettede", opslag, by=by, changes={"kontakt_email": ("", "")})


@pytest.mark.parametrize(
    "change", [actions.renew, actions.pause, renew_and_back, change_contact]
)
def test_an_old_mail_undoes_nothing_that_was_done_since(client, mailed, leder, change):
    change(mailed, by=leder)
    mailed.refresh_from_db()

    for name in PRESSED:
        assert client.get(link(name)).status_code == 410
        assert client.post(link(name)).status_code == 410

    after = Opslag.objects.get()
    assert (after.status, after.vises_til) == (mailed.status, mailed.vises_til)


def test_a_mail_still_works_after_a_word_of_the_post_was_mended(client, mailed):
    mailed.resume = "Læs bøger højt."
    mailed.save()

    client.post(link("besat"))

    mailed.refresh_from_db()
    assert mailed.status == OpslagStatus.BESAT


def test_who_comes_back_from_holiday_renews_what_lapsed_meanwhile(client, mailed):
    with time_machine.travel(timezone.now() + 12 * DAY):
        brev = Brev.objects.latest("pk")
        actions.expire_past_their_day()
        besat, forny = (client.post(link(n, brev)) for n in ("besat", "forny"))

        mailed.refresh_from_db()
        assert (besat.status_code, forny.status_code) == (409, 200)
        assert mailed.is_public


def test_what_lapsed_is_approved_anew_where_the_place_asks_for_it(client, mailed):
    mailed.institution.kraever_godkendelse = True
    mailed.institution.save()
    with time_machine.travel(timezone.now() + 12 * DAY):
        actions.expire_past_their_day()

        answer = client.post(link("forny"))

    mailed.refresh_from_db()
    assert mailed.is_waiting
    assert "venter på at blive godkendt" in answer.text


def test_a_link_ends_after_a_month(client, mailed):
    path = link("pause")
    with time_machine.travel(timezone.now() + 31 * DAY):
        assert client.post(path).status_code == 410

    mailed.refresh_from_db()
    assert mailed.status == OpslagStatus.AKTIV


def forged(*content):
    token = signing.dumps(content, salt=buttons.SALT)
    return reverse("grundlag:knap", args=[token])


def test_forged_links_and_those_to_what_is_gone_are_not_found(client, mailed):
    good = link("forny")
    unknown = [
        good[:-2] + "/",
        forged("slet", "opgavebank.opslag", mailed.pk, ""),
        forged("forny", "findes.ikke", mailed.pk, ""),
        forged("forny", "opgavebank.opslag", mailed.pk + 1, ""),
    ]

    assert [client.get(path).status_code for path in unknown] == [404] * 4
    assert [client.post(path).status_code for path in unknown] == [404] * 4


@pytest.mark.parametrize("method", ["put", "delete", "options"])
def test_other_methods_are_refused(client, mailed, method):
    assert getattr(client, method)(link("besat")).status_code == 405


@commits
@pytest.mark.parametrize("names", [("forny", "besat"), ("pause", "pause")])
def test_of_two_who_press_at_once_one_is_first(names):
    opslag = expiring(10)
    reminders.remind_of_expiry()
    links = [link(name) for name in names]

    answers = at_once(*[lambda p=path: Client().post(p).status_code for path in links])

    assert sorted(answers) == [200, 410]
    assert Logpost.objects.about(opslag).count() == 1


def last_year(**fields):
    began = timezone.localdate() - (365 - 56) * DAY
    over = {"status": OpslagStatus.UDLOEBET, "form": Form.ENGANG, "starter": began}
    return expiring(-300, **over | fields)


def test_eight_weeks_before_last_years_day_someone_is_asked_once():
    opslag = last_year()

    assert [reminders.remind_of_last_year() for _ in range(3)] == [1, 0, 0]
    brev = Brev.objects.get()
    assert (brev.til, brev.objekt_id) == (KONTAKT, str(opslag.pk))
    assert f"?fra={opslag.pk}\n" in brev.tekst


def test_the_link_of_that_mail_leads_to_a_form_with_last_years_words(
    client, leder, institution
):
    opslag = last_year(institution=institution, titel="Pynt juletræet")
    reminders.remind_of_last_year()
    client.force_login(leder)

    path = re.search(r"http://\S+?(/admin/\S+)", Brev.objects.get().tekst)[1]

    assert 'value="Pynt juletræet"' in client.get(path).text
    assert opslag.kopier.count() == 0
