"""The front page of the admin: what waits, and that its numbers are true."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Form, OpslagStatus
from opgavebank.workplace import WAITS
from rudersdal_frivillig.grundlag import registry
from rudersdal_frivillig.grundlag.models import ForgaevesSoegning
from rudersdal_frivillig.grundlag.workplace import SHOWN, Link, Part, Row, Work
from tests.factories import InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
DAY = timedelta(days=1)


def waiting(institution, leder, days_ago=0, **fields):
    opslag = OpslagFactory(institution=institution, **fields)
    with time_machine.travel(timezone.now() - days_ago * DAY):
        actions.publish(opslag, by=leder)
    return opslag


def part(html, title):
    """The part of the page that has this heading."""
    sections = re.findall(r"<section.*?</section>", html, re.DOTALL)
    [found] = [section for section in sections if f">{title}</h2>" in section]
    return found


def titles(section):
    return re.findall(r'rf-arbejde__hvad">\s*<a [^>]*>([^<]+)</a>', section)


@pytest.fixture
def strict(institution):
    institution.kraever_godkendelse = True
    institution.save()
    return institution


@pytest.fixture
def busy(strict, leder, koordinator):
    """A place where everything is there that can wait, more than is shown of each."""
    today = timezone.localdate()
    here = {"institution": strict}
    shown = {"aktiv": True, "vises_fra": today - 90 * DAY}
    for n in range(SHOWN + 1):
        waiting(strict, leder, days_ago=n)
        back = waiting(strict, leder)
        actions.send_back(back, by=koordinator, because="Hvornår?")
        OpslagFactory(**here)
        OpslagFactory(vises_til=today + n * DAY, **here, **shown)
        OpslagFactory(vises_til=today + 15 * DAY, **here, **shown)
        OpslagFactory(**here, **over(n))
    return strict


def over(n):
    began = timezone.localdate() - (330 - n) * DAY
    return {
        "status": OpslagStatus.BESAT,
        "form": Form.ENGANG,
        "starter": began,
        "offentliggjort_den": timezone.now() - 340 * DAY,
    }


@pytest.mark.parametrize("who", ["leder", "koordinator"])
def test_numbers_are_links_to_lists_of_exactly_so_many(client, busy, request, who):
    client.force_login(request.getfixturevalue(who))

    html = client.get(INDEX).text

    links = re.findall(r'href="([^"]+\?venter=\w+)"[^>]*>(\d+)</a>', html)
    assert len(links) >= 5
    for address, number in links:
        listed = client.get(address).context["cl"].result_count
        assert (address, listed) == (address, int(number))
        assert listed == SHOWN + 1


def test_what_waits_longest_stands_first_and_the_late_is_marked(
    client, strict, leder, koordinator
):
    for days_ago in (0, 3, 20):
        waiting(strict, leder, days_ago, titel=f"For {days_ago} dage siden")
    client.force_login(koordinator)

    section = part(client.get(INDEX).text, "Opslag, du skal godkende")

    assert titles(section) == [f"For {n} dage siden" for n in (20, 3, 0)]
    assert section.count("rf-arbejde__tid--nu") == 1
    assert "over 5 hverdage" in section


def test_leader_sees_what_was_sent_back_and_why(client, strict, leder, koordinator):
    opslag = waiting(strict, leder)
    actions.send_back(opslag, by=koordinator, because="Skriv, hvornår det er.")
    client.force_login(leder)

    html = client.get(INDEX).text

    assert "1 opslag venter på dig" in html
    assert "Skriv, hvornår det er." in part(html, "Ret, og send igen")


def test_what_expires_stands_with_a_button_and_the_last_days_marked(
    client, institution, leder
):
    today = timezone.localdate()
    for days in (10, 2, 20):
        OpslagFactory(
            institution=institution,
            aktiv=True,
            titel=f"Om {days} dage",
            vises_til=today + days * DAY,
        )
    client.force_login(leder)

    section = part(client.get(INDEX).text, "Opslag, der udløber")

    assert titles(section) == ["Om 2 dage", "Om 10 dage"]
    assert section.count("rf-arbejde__tid--nu") == 1
    assert section.count("Forny 90 dage") == 2


def test_no_one_sees_what_waits_at_another_place(client, busy, other_leder):
    client.force_login(other_leder)

    html = client.get(INDEX).text

    assert "Intet venter på dig" in html
    assert "venter=" not in html


def test_words_sought_in_vain_lead_to_a_post_about_them(client, leder, koordinator):
    today = timezone.localdate()
    for word, counts in [("guitar", [9, 5]), ("strik", [3]), ("ravnsbjerg", [2])]:
        for n, antal in enumerate(counts):
            ForgaevesSoegning.objects.create(
                ord=word, dato=today - n * DAY, antal=antal
            )
    ForgaevesSoegning.objects.create(ord="gammelt", dato=today - 91 * DAY, antal=50)
    client.force_login(leder)

    section = part(client.get(INDEX).text, "Borgere ledte forgæves efter")

    found = re.findall(r"(\d+) søgninger", section)
    assert found == ["14", "3"]
    assert "?soegeord=guitar" in section
    assert "ravnsbjerg" not in section
    assert "seneste=" not in section


def test_the_number_of_searches_leads_to_the_days_they_were_made(client, koordinator):
    today = timezone.localdate()
    for n, antal in enumerate([9, 5]):
        for word in ("guitar", "guitarist"):
            day = today - n * DAY
            ForgaevesSoegning.objects.create(ord=word, dato=day, antal=antal)
    client.force_login(koordinator)

    section = part(client.get(INDEX).text, "Borgere ledte forgæves efter")
    address = re.search(r'href="([^"]+seneste=guitar)"', section)[1]

    rows = client.get(address).context["cl"].result_list
    assert sum(row.antal for row in rows) == 14


def test_koordinator_sees_posts_whose_contact_or_leader_has_left(
    client, institution, leder, koordinator
):
    left = OpslagFactory(
        institution=institution,
        aktiv=True,
        kontakt_email=leder.email,
        stedfortraeder_email=leder.email,
    )
    leder.is_active = False
    leder.save()
    client.force_login(koordinator)

    html = client.get(INDEX).text

    gone = "Opslag, hvor kontakten er stoppet"
    assert titles(part(html, gone)) == [left.titel]
    leaderless = part(html, "Opslag på steder uden leder")
    assert titles(leaderless) == [left.titel]


def test_a_place_that_never_had_a_leader_is_no_news(client, koordinator):
    OpslagFactory(institution=InstitutionFactory(), aktiv=True)
    client.force_login(koordinator)

    assert "steder uden leder" not in client.get(INDEX).text


def test_who_has_no_part_in_the_bank_sees_none_of_it(client, leder):
    leder.groups.clear()
    OpslagFactory(institution=leder.institutionsroller.get().institution)
    client.force_login(leder)

    html = client.get(INDEX).text

    assert "Nyt opslag" not in html
    assert "<section" not in html


def test_other_apps_add_parts_that_are_counted_along(client, leder, monkeypatch):
    rows = [Row("Bente vil gerne læse", "/x/", when="i går", is_overdue=True)]
    noun = ("henvendelse", "henvendelser")
    parts = [
        Part("Ved siden af", 1, rows),
        Part("Svar på henvendelser", 3, rows, "/henvendelser/", noun=noun),
    ]
    own = [lambda request: Work(parts, [Link("Notér et opkald", "/ring/")])]
    monkeypatch.setattr(registry, "workplace", registry.workplace + own)
    client.force_login(leder)

    html = client.get(INDEX).text

    assert "3 henvendelser venter på dig" in html
    assert html.index("Svar på henvendelser") < html.index("Ved siden af")
    assert "Notér et opkald" in html


@pytest.mark.parametrize(
    ("now", "greeting"),
    [
        ("2026-11-24T07:00+01:00", "Godmorgen"),
        ("2026-11-24T12:00+01:00", "Goddag"),
        ("2026-11-24T19:00+01:00", "Godaften"),
    ],
)
def test_heading_greets_by_the_hour(client, koordinator, now, greeting):
    client.force_login(koordinator)

    with time_machine.travel(now):
        assert f"<h1>{greeting}. Intet venter på dig</h1>" in client.get(INDEX).text


def test_list_counts_what_waits_as_the_front_page_does(client, busy, koordinator):
    client.force_login(koordinator)
    address = reverse("admin:opgavebank_opslag_changelist")

    html = client.get(address, {"_facets": "True"}).text

    for name in ("godkendelse", "tilbage", "udloeber", "kladder", "igen"):
        assert f"{WAITS[name][0]} ({SHOWN + 1})" in html


@pytest.mark.parametrize("name", WAITS)
def test_filter_shows_its_name_in_the_list(client, leder, name):
    client.force_login(leder)
    address = reverse("admin:opgavebank_opslag_changelist")

    html = client.get(address, {"venter": name}).text

    assert WAITS[name][0] in html


def test_front_page_asks_no_more_often_as_more_waits(client, busy, leder, koordinator):
    client.force_login(koordinator)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX)
        return len(queries)

    count()
    before = count()
    for _ in range(5):
        waiting(busy, leder)
        OpslagFactory(institution=InstitutionFactory())

    assert count() == before
