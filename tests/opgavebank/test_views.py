from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import FETCH_RAISE, query
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from opgavebank import retstekster
from opgavebank.choices import Arrangoer, OpslagStatus
from tests.factories import FilFactory, OpslagFactory, RetstekstFactory

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


def published(status, **fields):
    archived = timezone.now() if status == OpslagStatus.ARKIV else None
    stamps = {"offentliggjort_den": timezone.now(), "arkiveret_den": archived}
    return OpslagFactory(status=status, **stamps | fields)


def lapsed():
    """Active, but its last day is over and the night has not been."""
    past = timezone.localdate() - timedelta(days=2)
    return OpslagFactory(aktiv=True, vises_fra=past, vises_til=past)


def picture(opslag):
    return reverse("opgavebank:opslag_picture", args=[opslag.pk])


@pytest.fixture
def no_lazy_loading(monkeypatch):
    """Whatever a page reads of a row must have come with the row."""
    monkeypatch.setattr(query, "DEFAULT_FETCH_MODE", FETCH_RAISE)


def test_opslag_list_shows_public_posts_only(client):
    OpslagFactory(aktiv=True, titel="Gå en tur")
    hidden = [lapsed()]
    hidden += [published(s) for s in OpslagStatus if s != OpslagStatus.AKTIV]

    html = client.get(LIST).text

    assert "Gå en tur" in html
    assert not [opslag.titel for opslag in hidden if opslag.titel in html]


def test_opslag_list_has_the_newest_first(client):
    now = timezone.now()
    for days, titel in [(3, "Ældst"), (1, "Nyest"), (2, "Midt imellem")]:
        published = now - timedelta(days=days)
        OpslagFactory(aktiv=True, titel=titel, offentliggjort_den=published)

    html = client.get(LIST).text

    assert html.index(">Nyest<") < html.index(">Midt imellem<") < html.index(">Ældst<")


def test_opslag_list_without_posts_says_so(client):
    assert "Lige nu er der ingen opslag" in client.get(LIST).text


def test_opslag_list_has_pages(client):
    OpslagFactory.create_batch(21, aktiv=True)

    first, second = client.get(LIST), client.get(LIST, {"side": 2})

    assert [len(page.context["side"].page) for page in (first, second)] == [20, 1]
    assert f'href="{LIST}?side=2"' in first.text
    assert "side 2" in second.text


@pytest.mark.parametrize(
    ("asked", "shown"), [("-1", 1), ("0", 1), ("99999", 2), ("abc", 1), ("", 1)]
)
def test_opslag_list_answers_a_page_that_is_not_there_with_one_that_is(
    client, asked, shown
):
    OpslagFactory.create_batch(21, aktiv=True)

    response = client.get(LIST, {"side": asked})

    assert response.status_code == 200
    assert response.context["side"].page.number == shown


@pytest.mark.parametrize("address", [LIST, reverse("forside")])
def test_lists_ask_the_database_no_more_often_as_they_grow(client, address):
    def count():
        caches["memory"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    OpslagFactory.create_batch(3, aktiv=True)
    at_three = count()
    OpslagFactory.create_batch(12, aktiv=True)

    assert count() == at_three


@pytest.mark.parametrize("address", [LIST, reverse("forside")])
def test_lists_load_nothing_row_by_row(client, no_lazy_loading, address):
    opslag = OpslagFactory(aktiv=True)

    assert opslag.titel in client.get(address).text


def test_opslag_detail_loads_nothing_on_the_side(client, no_lazy_loading):
    opslag = OpslagFactory(aktiv=True, billede=FilFactory(), billede_alt="En have")

    assert opslag.titel in client.get(opslag.get_absolute_url()).text


def test_opslag_detail_shows_the_facts(client):
    opslag = OpslagFactory(
        aktiv=True,
        resume="Grav bedene sammen med beboerne.",
        det_goer_du="Grav\nVand <b>bedene</b>",
        varighed_min=90,
        hyppighed="ugentlig",
        pladser=3,
        starter=timezone.localdate(),
    )

    html = client.get(opslag.get_absolute_url()).text

    assert "Grav bedene sammen med beboerne." in html
    assert "<li>Grav</li><li>Vand &lt;b&gt;bedene&lt;/b&gt;</li>" in html
    assert "<dd>1½ time om ugen</dd>" in html
    assert "<dd>3 frivillige</dd>" in html
    assert "<dt>Begynder</dt>" in html
    assert "<dt>Slutter</dt>" not in html


def test_opslag_detail_shows_the_contact_and_keeps_the_deputy(client):
    opslag = OpslagFactory(
        aktiv=True,
        kontakt_funktion="Haveansvarlig",
        kontakt_telefon="46 11 00 01",
        kontakt_email="haven@kommune.example",
        stedfortraeder_funktion="Souschef",
        stedfortraeder_telefon="46 11 00 99",
        stedfortraeder_email="souschef@kommune.example",
    )

    html = client.get(opslag.get_absolute_url()).text

    assert "Haveansvarlig" in html
    assert 'href="tel:+4546110001"' in html
    assert 'href="mailto:haven@kommune.example"' in html
    assert "Souschef" not in html
    assert "46 11 00 99" not in html
    assert "souschef@" not in html


def test_opslag_detail_moves_a_wrong_slug_to_the_right_address(client):
    opslag = OpslagFactory(aktiv=True, titel="Læs højt")

    response = client.get(f"/opgaver/{opslag.pk}-et-gammelt-navn/")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/opgaver/{opslag.pk}-laes-hoejt/"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (OpslagStatus.PAUSE, 404, "holder pause"),
        (OpslagStatus.BESAT, 410, "Nogen har sagt ja"),
        (OpslagStatus.UDLOEBET, 410, "ikke aktivt længere"),
        (OpslagStatus.ARKIV, 410, "ikke aktivt længere"),
    ],
)
def test_opslag_detail_says_what_became_of_a_post(client, status, code, words):
    opslag = published(status, kontakt_funktion="Haveansvarlig")

    response = client.get(opslag.get_absolute_url())

    assert response.status_code == code
    assert words in response.text
    assert "Se andre opgaver" in response.text
    assert "Haveansvarlig" not in response.text


def test_opslag_detail_is_gone_when_the_last_day_is_over(client):
    assert client.get(lapsed().get_absolute_url()).status_code == 410


@pytest.mark.parametrize("status", [OpslagStatus.KLADDE, OpslagStatus.ARKIV])
def test_opslag_detail_of_a_post_never_published_is_not_found(client, status):
    opslag = published(status, offentliggjort_den=None, titel="Hemmelig plan")

    for address in (opslag.get_absolute_url(), f"/opgaver/{opslag.pk}-x/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Hemmelig plan" not in response.text
        assert "hemmelig-plan" not in response.text


@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_opslag_detail_of_an_odd_number_is_not_found(client, number):
    assert client.get(f"/opgaver/{number}-x/").status_code == 404
    assert client.get(f"/opgaver/{number}/billede/").status_code == 404


BOERN = {"boern_under_15": True}
FORENING = {"arrangoer": Arrangoer.FORENING, "forening_navn": "Haveforeningen"}


@pytest.mark.parametrize(
    ("facts", "present", "absent"),
    [
        (
            BOERN | {"fast_tilknytning": True},
            "boerneattest-kraeves",
            "boerneattest-kan-kraeves",
        ),
        (BOERN, "boerneattest-kan-kraeves", "boerneattest-kraeves"),
        ({"fast_tilknytning": True}, "tavshedspligt", "boerneattest-kraeves"),
        ({}, "dagpenge-kommunen", "dagpenge-forening"),
        (FORENING, "dagpenge-forening", "dagpenge-kommunen"),
        ({"i_eget_hjem": True}, "eget-hjem", "boerneattest-kan-kraeves"),
        ({}, "forsikring", "eget-hjem"),
    ],
)
def test_opslag_detail_shows_the_legal_texts_that_its_facts_ask_for(
    client, facts, present, absent
):
    for noegle in retstekster.KEYS:
        RetstekstFactory(noegle=noegle, titel=noegle)
    opslag = OpslagFactory(aktiv=True, **facts)

    html = client.get(opslag.get_absolute_url()).text

    assert f"<summary>{present}</summary>" in html
    assert f"<summary>{absent}</summary>" not in html


def test_opslag_detail_says_once_that_legal_texts_are_drafts(client):
    address = OpslagFactory(aktiv=True).get_absolute_url()
    RetstekstFactory(noegle="forsikring", skal_godkendes=False)
    approved = client.get(address).text
    RetstekstFactory(noegle="tavshedspligt")
    RetstekstFactory(noegle="supplement")
    with_drafts = client.get(address).text

    assert "rf-udkast" not in approved
    before, *after = with_drafts.split("En jurist har endnu ikke godkendt alle")
    assert "rf-harmonika" not in before
    [after] = after
    assert "jurist" not in after
    assert after.count('class="rf-harmonika"') == 3


def test_picture_is_public_and_cacheable_while_the_post_is(client):
    opslag = OpslagFactory(
        aktiv=True, billede=FilFactory(fil__data=b"billede"), billede_alt="En have"
    )

    response = client.get(picture(opslag))

    assert response.getvalue() == b"billede"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert "public" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("status", [s for s in OpslagStatus if s != "aktiv"])
def test_picture_is_not_found_once_the_post_is_not_shown(client, status):
    opslag = published(status, billede=FilFactory(), billede_alt="En have")

    assert client.get(picture(opslag)).status_code == 404


def test_picture_of_a_draft_is_seen_by_its_own_staff_alone(
    client, leder, other_leder, institution
):
    opslag = OpslagFactory(
        institution=institution, billede=FilFactory(), billede_alt="En have"
    )

    client.force_login(leder)
    own = client.get(picture(opslag))
    client.force_login(other_leder)
    other = client.get(picture(opslag))

    assert own.getvalue() == b"x"
    assert own.headers["Cache-Control"] == "private, no-store"
    assert other.status_code == 404


def test_picture_of_a_post_without_one_is_not_found(client):
    assert client.get(picture(OpslagFactory(aktiv=True))).status_code == 404
