import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import PASSWORD
from tests.pages import submit

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
FORGOTTEN = reverse("account_reset_password")
ADMIN = reverse("admin:index")
NEW_PASSWORD = "en-helt-anden-adgangskode"


def log_in(client, email, password=PASSWORD, address=LOGIN):
    return client.post(address, {"login": email, "password": password})


def is_logged_in(client):
    return client.get(ADMIN).status_code == 200


def words(response):
    """A page's text without what is new each time."""
    without_tokens = re.sub(r'value="[^"]*"', "", response.text)
    return re.sub(r"<[^>]+>", "", without_tokens)


def test_log_in_leads_to_the_workplace(client, leder):
    response = log_in(client, leder.email)

    assert response.headers["Location"] == ADMIN
    assert is_logged_in(client)


def test_log_in_takes_an_email_in_any_case(client, leder):
    log_in(client, leder.email.upper())

    assert is_logged_in(client)


@pytest.mark.parametrize("password", ["forkert", "", PASSWORD.upper(), f"{PASSWORD} "])
def test_log_in_refuses_a_wrong_password(client, leder, password):
    response = log_in(client, leder.email, password)

    assert response.status_code == 200
    assert "Ret dette for at komme videre" in response.text
    assert not is_logged_in(client)


def test_log_in_answers_the_same_whether_the_person_is_known(client, leder):
    known = log_in(client, leder.email, "forkert")
    unknown = log_in(client, "ingen@kommune.example", "forkert")

    assert words(known) == words(unknown)


def test_log_in_is_closed_to_who_no_longer_works_here(client, leder):
    leder.is_active = False
    leder.save()

    log_in(client, leder.email)

    assert not is_logged_in(client)


def test_log_in_is_limited_after_many_wrong_passwords(client, leder):
    for _ in range(5):
        log_in(client, leder.email, "forkert")

    response = log_in(client, leder.email)

    assert "for mange forsøg" in response.text
    assert not is_logged_in(client)


def test_log_in_limit_is_over_after_a_while(client, leder):
    for _ in range(6):
        log_in(client, leder.email, "forkert")

    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        log_in(client, leder.email)
        assert is_logged_in(client)


def test_log_in_limit_on_a_machine_has_a_danish_page(client):
    for number in range(31):
        response = log_in(client, f"nummer{number}@kommune.example")

    assert response.status_code == 429
    assert "Vent lidt, før du prøver igen" in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_workplace_leads_to_log_in_and_back(client, leder):
    wanted = reverse("admin:opgavebank_opslag_add")

    response = client.get(wanted, follow=True)
    answer = submit(client, response, login=leder.email, password=PASSWORD)

    assert response.request["PATH_INFO"] == LOGIN
    assert answer.headers["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
@pytest.mark.parametrize("path", [LOGIN, "/admin/login/"])
def test_log_in_leads_to_no_other_host(client, leder, elsewhere, path):
    form = client.get(path, {"next": elsewhere}, follow=True)

    answer = submit(client, form, login=leder.email, password=PASSWORD)

    hops = [answer.headers["Location"]]
    hops += [hop for hop, _ in client.get(hops[0], follow=True).redirect_chain]
    assert is_logged_in(client)
    assert {urlsplit(hop).netloc for hop in hops} <= {"", "testserver"}
    assert not [hop for hop in hops if "\\" in urlsplit(hop).path]


def test_forgotten_password_answers_the_same_whether_the_person_is_known(client, leder):
    known = client.post(FORGOTTEN, {"email": leder.email}, follow=True)
    unknown = client.post(FORGOTTEN, {"email": "ingen@b.example"}, follow=True)

    assert words(known) == words(unknown)
    assert known.redirect_chain == unknown.redirect_chain
    assert [brev.til for brev in Brev.objects.all()] == [leder.email]


def follow_link_in_mail(client):
    link = re.search(r"http://testserver(\S+)", Brev.objects.latest("pk").tekst)
    return client.get(link[1], follow=True)


def test_mail_of_a_forgotten_password_has_a_link_that_works_once(client, leder):
    client.post(FORGOTTEN, {"email": leder.email})
    form = follow_link_in_mail(client)
    typed = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    submit(client, form, **typed)

    assert "Linket er brugt" in follow_link_in_mail(client).text
    log_in(client, leder.email, PASSWORD)
    assert not is_logged_in(client)
    log_in(client, leder.email, NEW_PASSWORD)
    assert is_logged_in(client)


def test_mail_of_a_forgotten_password_is_danish_and_tells_nothing_else(client, leder):
    client.post(FORGOTTEN, {"email": leder.email})

    brev = Brev.objects.get()
    assert brev.emne == "Vælg en ny adgangskode"
    assert "Har du ikke bedt om det" in brev.tekst
    assert PASSWORD not in brev.tekst


@pytest.mark.parametrize("password", ["kort", "qwertyqwerty", "leder af plejecenteret"])
def test_new_password_must_not_be_easy(client, leder, password):
    client.post(FORGOTTEN, {"email": leder.email})
    form = follow_link_in_mail(client)

    submit(client, form, password1=password, password2=password)

    assert log_in(client, leder.email, password).status_code == 200
    assert not is_logged_in(client)


def test_new_password_ends_the_sessions_of_the_old_one(client, leder):
    client.force_login(leder)

    leder.set_password(NEW_PASSWORD)
    leder.save()

    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "path", ["/konto/", "/konto/opret/", "/konto/signup/", "/accounts/signup/"]
)
def test_sign_up_does_not_exist(client, path):
    assert client.get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("name", ["account_logout", "admin:logout"])
def test_log_out_takes_a_button(client, leder, name):
    client.force_login(leder)

    client.get(reverse(name))
    assert is_logged_in(client)
    client.post(reverse(name))
    assert not is_logged_in(client)


@pytest.mark.parametrize(("minutes", "lasts"), [(479, True), (481, False)])
def test_session_lasts_eight_hours(client, leder, minutes, lasts):
    log_in(client, leder.email)

    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        assert is_logged_in(client) == lasts


def test_session_cookie_is_out_of_reach_of_scripts(client, leder):
    cookie = log_in(client, leder.email).cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # It ends with the browser, too.


def test_log_in_gives_the_session_a_new_key(client, leder):
    client.get(LOGIN)
    client.session["planted"] = "1"
    client.session.save()
    before = client.session.session_key

    log_in(client, leder.email)

    assert client.session.session_key != before


def test_the_reset_link_has_our_address_whatever_the_browser_says(client, leder):
    client.post(
        reverse("account_reset_password"),
        {"email": leder.email},
        headers={"Host": "testserver:6666"},
    )

    assert "http://testserver/konto/glemt/" in Brev.objects.get().tekst


def test_a_nul_in_a_cookie_is_refused_kindly(client):
    cookie = {"Cookie": r'sessionid="aaaaaaaaaa\000b"'}

    response = client.get(reverse("account_login"), headers=cookie)

    assert response.status_code == 400
    assert "Vi kunne ikke læse det" in response.text
