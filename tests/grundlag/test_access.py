import io
import logging
import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import access, actions
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Logpost
from tests.factories import AdgangFactory
from tests.grundlag.links import address, invited

pytestmark = pytest.mark.django_db


def send_again(client, adgang):
    return client.post(f"{address(adgang)}nyt-link/")


def opens(client, adgang):
    """Whether the browser may see what the link is for."""
    page = reverse("grundlag:invitation", args=[adgang.pk])
    return client.get(page).status_code == 200


@pytest.fixture
def adgang(db):
    bruger = invited(email="ny@kommune.example")
    return AdgangFactory(obj=bruger, email=bruger.email)


@pytest.fixture
def expired(db):
    bruger = invited(email="sen@kommune.example")
    return AdgangFactory(
        obj=bruger,
        email=bruger.email,
        oprettet_den=timezone.now() - timedelta(days=15),
        udloeber_den=timezone.now() - timedelta(days=1),
    )


@pytest.fixture
def log_lines(monkeypatch):
    """What the console of the web server shows, down to the finest level."""
    lines = io.StringIO()
    (console,) = (h for h in logging.getLogger().handlers if h.get_name() == "console")
    monkeypatch.setattr(console, "stream", lines)
    logger = logging.getLogger()
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    logger.manager._clear_cache()
    yield lines
    logger.manager._clear_cache()


def test_give_returns_an_address_that_opens_the_object(client):
    adgang, link = access.give(
        "ny@kommune.example", "invitation", invited(), lasts=timedelta(days=1)
    )

    response = client.post(link)

    assert response.url == reverse("grundlag:invitation", args=[adgang.pk])
    assert opens(client, adgang)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_any_number_of_times_changes_nothing(client, adgang, method):
    before = Adgang.objects.values().get()

    for _ in range(3):
        assert getattr(client, method)(address(adgang)).status_code in {200, 405}

    assert Adgang.objects.values().get() == before
    assert not client.session.keys()
    assert not opens(client, adgang)


def test_the_button_opens_exactly_its_own_object(client, adgang):
    other = AdgangFactory(obj=invited())

    client.post(address(adgang))

    assert opens(client, adgang)
    assert not opens(client, other)
    adgang.refresh_from_db()
    assert adgang.brugt_den is not None


def test_the_session_opens_nothing_in_another_browser(client, adgang):
    client.post(address(adgang))

    assert not opens(Client(), adgang)


def test_two_links_are_open_side_by_side(client, adgang):
    other = AdgangFactory(obj=invited())

    client.post(address(adgang))
    client.post(address(other))

    assert opens(client, adgang)
    assert opens(client, other)


def test_the_session_ends_after_eight_hours(client, adgang, time_machine):
    later = AdgangFactory(obj=invited())
    start = timezone.now()
    client.post(address(adgang))

    time_machine.move_to(start + timedelta(hours=7, minutes=59))
    client.post(address(later))
    assert opens(client, adgang)

    time_machine.move_to(start + timedelta(hours=8, minutes=1))
    assert not opens(client, adgang)
    assert opens(client, later)


@pytest.mark.parametrize(
    "forge",
    [
        lambda pk: "sludder",
        lambda pk: str(pk),
        lambda pk: signing.dumps(pk, salt=access.SALT) + "x",
        lambda pk: signing.dumps(pk, salt=access.SALT)[1:],
        lambda pk: signing.dumps(pk, salt="another"),
        lambda pk: signing.dumps(pk),
        lambda pk: signing.dumps(pk, salt=access.SALT, key="another"),
        lambda pk: signing.dumps(pk + 1, salt=access.SALT),
    ],
)
def test_a_forged_token_is_no_page(client, adgang, forge):
    link = reverse("grundlag:adgang", args=[forge(adgang.pk)])

    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert client.post(f"{link}nyt-link/").status_code == 404
    assert not opens(client, adgang)


def test_a_link_of_a_role_no_longer_known_is_no_page(client):
    adgang = AdgangFactory(obj=invited(), rolle="nedlagt")

    assert client.get(address(adgang)).status_code == 404


def test_an_expired_link_opens_nothing_and_offers_a_new_one(client, expired):
    link = address(expired)

    page = client.get(link)

    assert page.status_code == 410
    assert f"{link}nyt-link/" in page.text
    assert client.post(link).status_code == 410
    assert not opens(client, expired)


def test_a_link_to_what_is_gone_opens_nothing(client, adgang):
    Adgang.objects.update(objekt_id="0")

    assert client.post(address(adgang)).status_code == 410
    assert not opens(client, adgang)


def test_revoking_closes_open_sessions_at_once(client, adgang, koordinator):
    client.post(address(adgang))
    assert opens(client, adgang)

    access.revoke(adgang, by=koordinator)

    assert not opens(client, adgang)
    assert client.post(address(adgang)).status_code == 410
    assert Logpost.objects.about(adgang).get().hvem == koordinator


def test_staff_with_the_right_revoke_in_the_admin(client, adgang, koordinator):
    client.force_login(koordinator)
    data = {"action": "revoke", "_selected_action": [adgang.pk]}

    client.post(reverse("admin:grundlag_adgang_changelist"), data)

    adgang.refresh_from_db()
    assert adgang.tilbagekaldt_den is not None


def test_a_leader_cannot_revoke(client, adgang, leder):
    client.force_login(leder)
    data = {"action": "revoke", "_selected_action": [adgang.pk]}

    response = client.post(reverse("admin:grundlag_adgang_changelist"), data)

    assert response.status_code == 403
    adgang.refresh_from_db()
    assert adgang.tilbagekaldt_den is None


def test_send_again_mails_a_working_link_to_the_same_address(client, expired):
    data = {"email": "tyv@example.org"}

    page = client.post(f"{address(expired)}nyt-link/", data)

    brev = Brev.objects.get()
    assert page.status_code == 200
    assert brev.til == expired.email
    client.post(re.search(r"http\S+/adgang/\S+", brev.tekst)[0])
    assert opens(client, Adgang.objects.exclude(pk=expired.pk).get())


def test_send_again_mails_one_link_in_five_minutes(client, expired, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    send_again(client, expired)
    time_machine.move_to(start + timedelta(minutes=4, seconds=50))
    send_again(client, expired)
    assert Brev.objects.count() == 1

    time_machine.move_to(start + timedelta(minutes=5, seconds=10))
    send_again(client, expired)
    assert Brev.objects.count() == 2


def test_send_again_does_nothing_for_a_revoked_link(client, expired, koordinator):
    access.revoke(expired, by=koordinator)

    page = send_again(client, expired)

    assert page.status_code == 200
    assert not Brev.objects.exists()


def test_send_again_does_nothing_when_there_is_nothing_to_open(client, expired):
    bruger = access.get_object(expired)
    actions.accept_invitation(bruger, "en-lang-adgangskode", oplysning=None)

    send_again(client, expired)

    assert not Brev.objects.exists()


def test_send_again_cannot_be_asked_for_with_get(client, expired):
    assert client.get(f"{address(expired)}nyt-link/").status_code == 405
    assert not Brev.objects.exists()


def test_entering_changes_the_session_id(client, adgang):
    client.session.save()
    planted = client.session
    planted["lure"] = True
    planted.save()
    client.cookies["sessionid"] = planted.session_key

    client.post(address(adgang))

    assert client.cookies["sessionid"].value != planted.session_key
    client.cookies["sessionid"] = planted.session_key
    assert not opens(client, adgang)


def test_the_session_cookie_is_for_the_server_alone(client, adgang):
    client.post(address(adgang))

    assert client.cookies["sessionid"]["httponly"]


@pytest.mark.parametrize("name", ["adgang", "expired"])
def test_the_page_of_a_link_tells_no_one_its_address(client, request, name):
    page = client.get(address(request.getfixturevalue(name)))

    # Under these a browser never sends the path.
    assert page["Referrer-Policy"] in {"no-referrer", "origin", "strict-origin"}
    assert "no-store" in page["Cache-Control"]


def test_the_page_it_leads_to_is_not_kept(client, adgang):
    response = client.post(address(adgang), follow=True)

    assert "no-store" in response["Cache-Control"]


def test_the_token_is_in_no_log_line(adgang, expired, log_lines):
    client = Client(enforce_csrf_checks=True)
    links = [address(adgang), address(expired)]
    for link in links:
        client.get(link)
        client.post(link)
        client.post(f"{link}nyt-link/")
        client.get(f"{link}ukendt/")

    assert "adgang/<str:token>/" in log_lines.getvalue()
    for link in links:
        token = link.split("/")[2]
        assert token not in log_lines.getvalue()
        assert token.split(":")[-1] not in log_lines.getvalue()
