"""What holds for every page: its frame, its headers and what is refused."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.urls import reverse

from opgavebank.choices import OpslagStatus
from rudersdal_frivillig.grundlag import access, actions, registry
from rudersdal_frivillig.grundlag.guide import SKABELONER
from tests.factories import BrugerFactory, OpslagFactory
from tests.pages import tags

pytestmark = pytest.mark.django_db

SIDER = ["om", "privatliv", "cookies", "tilgaengelighed"]
PUBLIC = ["forside", *SIDER, "opgavebank:opslag_list", "opslag"]
PRIVATE = ["login", "admin", "adgang", "invitation", "not_found"]
ALL = [*PUBLIC, *PRIVATE]


@pytest.fixture
def address(db):
    """Call it with a page's name for where the page is."""
    call_command("retstekster", verbosity=0)

    def find(name):
        if name == "opslag":
            return OpslagFactory(aktiv=True).get_absolute_url()
        if name in {"adgang", "invitation"}:
            return invitation_link(name)
        fixed = {"login": "/konto/log-ind/", "admin": "/admin/", "not_found": "/nix/"}
        return fixed.get(name) or reverse(name)

    return find


def invitation_link(name):
    bruger = BrugerFactory()
    bruger.set_unusable_password()
    bruger.save()
    lasts = timedelta(days=1)
    adgang, link = access.give(bruger.email, actions.INVITATION, bruger, lasts=lasts)
    if name == "invitation":
        return reverse("grundlag:invitation", args=[adgang.pk])
    return link.removeprefix("http://testserver")


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo_urls"


@pytest.fixture
def broken_page(client, monkeypatch):
    """A forside with a part that fails, and a browser that gets to see the answer."""

    def fail(request):
        raise ValueError("en hemmelighed")

    panel = registry.Panel("opgavebank/forside.html", fail)
    monkeypatch.setattr(registry, "forside", [panel])
    client.raise_request_exception = False
    return "/"


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_are_whole_and_danish(client, address, name):
    response = client.get(address(name))

    assert response.status_code == 200
    assert tags(response, "html") == [("html", {"lang": "da"})]
    assert len(tags(response, "h1")) == 1
    assert len(tags(response, "main")) == 1
    assert re.search(r"<title>[^<]{3,} – Rudersdal Frivillig</title>", response.text)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_may_be_kept_by_a_shared_cache(client, address, name):
    response = client.get(address(name))

    assert "public" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_are_the_same_for_staff(client, address, name, leder):
    page = address(name)
    anonymous = client.get(page)
    client.force_login(leder)

    assert client.get(page).content == anonymous.content


@pytest.mark.parametrize("name", ALL)
def test_pages_load_nothing_from_others(client, address, name):
    response = client.get(address(name), follow=True)

    used = tags(response, "link", "script", "img", "form", "iframe", "source")
    addresses = [
        attrs[name]
        for _, attrs in used
        for name in ("src", "href", "action")
        if name in attrs
    ]
    assert addresses
    own = r"/(?!/)|\?|#|http://testserver/|data:image/"
    assert not [a for a in addresses if a and not re.match(own, a)]


@pytest.mark.parametrize("name", PRIVATE)
def test_private_pages_are_kept_by_no_cache(client, address, name):
    response = client.get(address(name))

    assert "no-store" in response.headers["Cache-Control"]
    assert "public" not in response.headers["Cache-Control"]


def test_page_that_looks_at_the_visitor_is_kept_by_no_cache(client, monkeypatch):
    def look(request):
        return {"opslag_list": [], "is_staff": request.user.is_authenticated}

    panel = registry.Panel("opgavebank/forside.html", look)
    monkeypatch.setattr(registry, "forside", [panel])

    response = client.get("/")

    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ALL)
def test_pages_have_the_headers_that_protect_visitors(client, address, name):
    headers = client.get(address(name)).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] in {"same-origin", "strict-origin"}
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_have_no_nonce_since_caches_would_repeat_it(client, address, name):
    response = client.get(address(name))

    assert "nonce" not in response.headers["Content-Security-Policy"] + response.text


def test_adgang_page_tells_no_other_page_its_address(client, address):
    response = client.get(address("adgang"))

    assert response.headers["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/opgaver/", "/admin/", "/nix/"])
def test_site_refuses_methods_it_does_not_know(client, method, path):
    response = client.generic(method, path)

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "nosniff" in response.headers["X-Content-Type-Options"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_refuse_a_form(client, address, name):
    assert client.post(address(name)).status_code == 405


@pytest.mark.parametrize("broken", ["%00", "%ff", "%c3%28", "%ed%a0%80"])
def test_site_answers_broken_letters_with_a_danish_page(client, broken):
    """NUL, a byte that is none of UTF-8's, half a letter, a surrogate."""
    form = {"data": f"login=a{broken}", "content_type": FORM}
    answers = [
        client.get(f"/opgaver/{broken}/"),
        client.get(f"/opgaver/?side={broken}"),
        client.get(f"/opgaver/?{broken}=1"),
        client.post("/konto/log-ind/", **form),
    ]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert all("Vi kunne ikke læse det" in answer.text for answer in answers)


FORM = "application/x-www-form-urlencoded"


def test_site_reads_danish_letters_and_plus_signs(client):
    answers = [
        client.get("/opgaver/?side=%C3%A6%C3%B8%C3%A5+%2B"),
        client.post("/konto/log-ind/", "login=%C3%A6+b", content_type=FORM),
        client.get("/på-dansk/"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404]


def test_form_with_files_and_a_nul_is_no_fault_of_ours(client):
    response = client.post("/konto/log-ind/", {"login": "a\0b@c.dk", "password": "x"})

    assert response.status_code == 200
    assert "Ret dette for at komme videre" in response.text


def test_unknown_page_is_not_found_in_danish(client):
    response = client.get("/findes/ikke/")

    assert response.status_code == 404
    assert "Vi kan ikke finde siden" in response.text
    assert "findes/ikke" not in response.text


def test_broken_page_gives_a_number_to_report_and_no_traceback(client, broken_page):
    response = client.get(broken_page)

    assert response.status_code == 500
    assert "Fejlen er vores" in response.text
    assert f"Nummer: {response.headers['X-Request-ID']}" in response.text
    assert "hemmelighed" not in response.text
    assert "Traceback" not in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_form_without_its_token_is_refused_in_danish(client):
    client.handler.enforce_csrf_checks = True

    response = client.post("/konto/log-ind/", {"login": "a@b.dk"})

    assert response.status_code == 403
    assert "Skemaet var åbent for længe" in response.text


@pytest.mark.parametrize("name", [*PUBLIC, "login", "adgang", "not_found"])
def test_demo_says_so_on_every_page_and_stays_out_of_search(
    client, demo, address, name
):
    response = client.get(address(name))

    assert "Det her er en demo" in response.text
    assert ("meta", {"name": "robots", "content": "noindex"}) in tags(response, "meta")


@pytest.mark.parametrize("name", PUBLIC)
def test_portal_that_is_no_demo_may_be_found(client, address, name):
    response = client.get(address(name))

    assert "demo" not in response.text
    assert "noindex" not in response.text


def test_postkasse_is_there_in_the_demo_alone(client, demo, settings):
    assert client.get("/postkasse/").status_code == 200

    settings.DEMO = False
    settings.ROOT_URLCONF = "rudersdal_frivillig.urls"

    assert client.get("/postkasse/").status_code == 404


def test_robots_txt_of_a_demo_keeps_all_out(client, demo):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.text.split() == ["User-agent:", "*", "Disallow:", "/"]


def test_robots_txt_leads_to_the_sitemap_and_off_the_private_pages(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert "Disallow: /" not in lines
    assert "Disallow: /adgang/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_sitemap_has_the_public_posts_and_the_fixed_pages(client):
    shown = OpslagFactory(aktiv=True)
    for status in (OpslagStatus.KLADDE, OpslagStatus.BESAT):
        OpslagFactory(status=status)

    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)

    found = {loc.text for loc in sitemap.iter() if loc.tag.endswith("}loc")}
    pages = {reverse(name) for name in ("forside", *SIDER)}
    guide = {
        reverse("grundlag:guide_list"),
        *(reverse("grundlag:skabelon", args=[slug]) for slug in SKABELONER),
    }
    place = reverse("opgavebank:institution_detail", args=[shown.institution.slug])
    field = reverse("opgavebank:fagomraade_detail", args=[shown.fagomraade.slug])
    expected = {*pages, *guide, shown.get_absolute_url(), place, field}
    assert found == {f"http://testserver{path}" for path in expected}


def test_security_txt_has_what_the_standard_asks_for(client, settings):
    """RFC 9116, 2.5: one Expires, less than a year ahead; Contact is an URI."""
    settings.SECURITY_CONTACT = "mailto:sikkerhed@kommune.example"

    response = client.get("/.well-known/security.txt")

    pairs = [line.split(": ", 1) for line in response.text.splitlines() if line]
    fields = dict(pairs)
    assert len(pairs) == len(fields)
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(30) < expires - datetime.now(UTC) < timedelta(365)
    assert fields["Contact"] == "mailto:sikkerhed@kommune.example"
    assert fields["Canonical"] == f"http://testserver{response.request['PATH_INFO']}"
    assert "da" in fields["Preferred-Languages"]
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("was_address", "leads_to"),
    [
        ("", "/tilgaengelighed/"),
        ("https://was.example/rudersdal", "https://was.example/rudersdal"),
    ],
)
def test_was_leads_to_the_accessibility_statement(
    client, settings, was_address, leads_to
):
    settings.WAS_ADDRESS = was_address

    assert client.get("/was").headers["Location"] == leads_to


def test_favicon_is_found_where_browsers_look(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response.headers["Location"].endswith(".svg")


def test_forside_shows_the_six_newest_posts(client):
    OpslagFactory.create_batch(7, aktiv=True)

    html = client.get("/").text

    assert html.count('class="rf-opslag"') == 6


def test_legal_page_without_a_text_is_not_found(client):
    assert client.get("/privatliv/").status_code == 404


def test_pages_to_read_answer_head_without_a_body(client):
    response = client.head("/opgaver/")

    assert response.status_code == 200
    assert response.content == b""
