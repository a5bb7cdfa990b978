"""What is typed is not lost when the log-in runs out while the form is open."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import typed
from tests.factories import PASSWORD
from tests.pages import fields, submit, tags

pytestmark = pytest.mark.django_db

ADD = reverse("admin:opgavebank_opslag_add")
LOGIN = reverse("account_login")
HERE = {"Origin": "http://testserver"}
TEXT = "Læs højt\r\n\r\n<Slut> & færdig – på Ærø"
WRITTEN = {"titel": "Læs højt", "saadan_foregaar_det": TEXT, "_save": "Gem"}


@pytest.fixture
def visitor(leder):
    """Obeys the rules on tokens, and has the leader's session."""
    visitor = Client(enforce_csrf_checks=True, headers=HERE)
    visitor.force_login(leder)
    return visitor


def expire(visitor):
    """As the portal sees it: there is no such session any more."""
    visitor.session.flush()


def lose(visitor, **more):
    """The answer to a form that was sent after the session had ended."""
    form = visitor.get(ADD)
    expire(visitor)
    return submit(visitor, form, **WRITTEN, **more)


def log_in(visitor, page, bruger, password=PASSWORD):
    return submit(visitor, page, login=bruger.email, password=password)


def test_text_is_there_after_logging_in_and_is_saved_by_one_button(visitor, leder):
    asked = lose(visitor)
    assert "Log ind igen, så får du det tilbage" in asked.text
    assert not Opslag.objects.exists()

    back = log_in(visitor, asked, leder)
    assert back.status_code == 200
    assert fields(back)["saadan_foregaar_det"] == [TEXT]

    saved = submit(visitor, back)
    assert saved.status_code == 302
    assert Opslag.objects.get().titel == "Læs højt"


def test_page_with_the_text_is_kept_by_no_cache(visitor, leder):
    asked = lose(visitor)
    back = log_in(visitor, asked, leder)

    for page in (asked, back):
        assert "no-store" in page.headers["Cache-Control"]


def test_text_outlives_a_wrong_password(visitor, leder):
    wrong = log_in(visitor, lose(visitor), leder, "forkert")

    assert "passer ikke sammen" in wrong.text
    assert fields(log_in(visitor, wrong, leder))["titel"] == ["Læs højt"]


def test_log_in_page_does_not_show_the_text_to_who_looks(visitor):
    asked = lose(visitor)

    assert "på Ærø" not in asked.text


def test_another_who_logs_in_does_not_get_the_text(visitor, medarbejder):
    answer = log_in(visitor, lose(visitor), medarbejder)

    assert answer.status_code == 302
    assert answer.headers["Location"] == ADD
    assert fields(visitor.get(ADD))["titel"] == [""]


def test_upload_is_named_as_lost(visitor, leder):
    picture = SimpleUploadedFile("have.jpg", b"x", "image/jpeg")

    back = log_in(visitor, lose(visitor, nyt_billede=picture), leder)

    assert "Filer skal du vælge igen bagefter: have.jpg." in back.text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}],
)
def test_form_of_another_site_is_not_kept(visitor, headers):
    form = visitor.get(ADD)
    expire(visitor)

    data = fields(form) | WRITTEN
    answer = visitor.post(ADD, data, headers=headers)

    assert answer.status_code in {302, 403}
    assert "Læs højt" not in answer.text
    assert typed.KEPT not in answer.text


def test_form_without_the_mark_of_whom_it_was_drawn_for_is_not_kept(visitor):
    form = visitor.get(ADD)
    expire(visitor)

    answer = submit(visitor, form, **WRITTEN, **{typed.OWNER: "7:forged"})

    assert answer.status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "eyJvd25lciI6MX0:1:abc"])
def test_log_in_hands_back_nothing_that_we_did_not_write(visitor, leder, forged):
    expire(visitor)
    page = visitor.get(LOGIN)
    login = {"login": leder.email, "password": PASSWORD, typed.KEPT: forged}

    assert submit(visitor, page, **login).status_code == 302


def test_mark_of_a_form_is_not_the_text_itself(leder):
    """A mark and what is kept are signed with different salts."""
    mark = typed.owner_mark(leder)

    assert typed.kept_for(leder, mark) == {}


def test_form_that_lay_open_too_long_is_not_kept(visitor, time_machine):
    form = visitor.get(ADD)
    expire(visitor)
    time_machine.move_to(timezone.now() + timedelta(days=typed.DAYS, minutes=1))

    assert submit(visitor, form, **WRITTEN).status_code == 302


def test_more_than_the_log_in_page_can_send_is_not_kept(visitor, monkeypatch):
    monkeypatch.setattr(typed, "MOST", 100)

    assert lose(visitor).status_code == 302


def test_action_on_a_list_is_sent_to_the_log_in_as_before(visitor, leder):
    changelist = reverse("admin:opgavebank_opslag_changelist")
    page = visitor.get(changelist)
    token = fields(page)["csrfmiddlewaretoken"]
    expire(visitor)

    answer = visitor.post(changelist, {"csrfmiddlewaretoken": token, "action": "x"})

    assert answer.status_code == 302


def test_invitation_is_kept_as_well(visitor, leder):
    add = reverse("admin:grundlag_bruger_add")
    form = visitor.get(add)
    expire(visitor)

    back = log_in(visitor, submit(visitor, form, navn="Ny Kollega"), leder)

    assert fields(back)["navn"] == ["Ny Kollega"]
    assert [a["action"] for tag, a in tags(back, "form") if "action" in a] == [add]


def with_old_token(visitor):
    """The form, sent after someone logged in in another window."""
    form = visitor.get(ADD)
    old = "x" * 64
    return submit(visitor, form, **WRITTEN, csrfmiddlewaretoken=old)


def test_text_comes_back_when_only_the_token_is_outdated(visitor):
    page = with_old_token(visitor)

    assert page.status_code == 403
    assert "er ikke tabt" in page.text
    assert fields(page)["titel"] == ["Læs højt"]
    assert submit(visitor, page).status_code == 302
    assert Opslag.objects.get().titel == "Læs højt"


def test_outdated_token_without_a_session_asks_for_the_log_in(visitor, leder):
    form = visitor.get(ADD)
    expire(visitor)
    asked = submit(visitor, form, **WRITTEN, csrfmiddlewaretoken="x" * 64)

    assert fields(log_in(visitor, asked, leder))["titel"] == ["Læs højt"]


def test_outdated_token_gives_nothing_to_another_who_is_logged_in(visitor, medarbejder):
    form = visitor.get(ADD)
    visitor.force_login(medarbejder)

    page = submit(visitor, form, **WRITTEN, csrfmiddlewaretoken="x" * 64)

    assert page.status_code == 403
    assert not re.search("Læs højt|Send igen", page.text)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_outdated_token_gives_nothing_to_another_site(leder, origin):
    headers = {"Origin": origin} if origin else {}
    visitor = Client(enforce_csrf_checks=True, headers=headers)
    visitor.force_login(leder)

    page = visitor.post(ADD, WRITTEN | {typed.OWNER: typed.owner_mark(leder)})

    assert page.status_code == 403
    assert not re.search("Læs højt|Send igen", page.text)


def test_public_form_is_handed_back_when_its_token_is_outdated():
    visitor = Client(enforce_csrf_checks=True, headers=HERE)
    address = reverse("account_reset_password")

    page = visitor.post(address, {"email": "a@b.example", "csrfmiddlewaretoken": "x"})

    assert page.status_code == 403
    assert fields(page)["email"] == ["a@b.example"]
    assert submit(visitor, page).status_code == 302
