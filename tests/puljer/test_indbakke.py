"""What waits for a caseworker on the front page of the admin."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle
from tests.puljer.sager import fill_in, open_pulje, send, sent, start
from tests.puljer.sagsbehandling import make_sagsbehandler

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


@pytest.fixture
def runde():
    return open_pulje(frist=None)


@pytest.fixture
def staff(client, runde):
    client.bruger = make_sagsbehandler(runde.pulje)
    client.force_login(client.bruger)
    return client


def parts(client):
    """(title, number, address of the list) of each part of the page."""
    html = client.get(INDEX).text
    link = r'<a href="([^"]*)" aria-label="(.*?): se (\d+)">'
    sections = re.findall(r"<section.*?</section>", html, re.DOTALL)
    found = [re.search(link, section) for section in sections]
    return {m[2].replace("&#x27;", "'"): (int(m[3]), m[1]) for m in found if m}


def write(ansoegning, text="Hvornår hører vi?"):
    contact = ansoegning.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)
    actions.write_to_staff(ansoegning, text, deltager=contact)


def busy(runde, bruger):
    with_deadline = open_pulje()
    with_deadline.pulje.sagsbehandlere.add(bruger)
    late = fill_in(start(with_deadline))
    send(late, at=with_deadline.frist + timedelta(days=1))
    write(sent(runde))
    actions.submit(
        fill_in(start(runde, by=bruger, modtagevej="mail")),
        at=timezone.now(),
        by=bruger,
    )
    start(runde, by=bruger, modtagevej="telefon")


def test_front_page_counts_exactly_what_its_lists_show(staff, runde):
    busy(runde, staff.bruger)

    found = parts(staff)

    assert {title: count for title, (count, _) in found.items()} == {
        "Ansøgere har skrevet": 1,
        "Nye ansøgninger": 2,
        "Kom for sent: skal de behandles?": 1,
        "Venter på ansøgerens bekræftelse": 1,
        "Du er ved at indtaste": 1,
    }
    for count, url in found.values():
        assert len(staff.get(url).context["cl"].result_list) == count


def test_documents_wait_three_working_days_before_they_are_told_of(client):
    monday = timezone.make_aware(datetime(2027, 3, 1, 10))
    with time_machine.travel(monday):
        runde = open_pulje(frist=None)
        bruger = make_sagsbehandler(runde.pulje)
        sent(runde)

    told = []
    for days in range(3, 6):
        with time_machine.travel(monday + timedelta(days=days)):
            client.force_login(bruger)
            told.append(parts(client).get("Ikke journaliseret"))
    with time_machine.travel(monday + timedelta(days=5)):
        shown = client.get(told[-1][1]).context["cl"].result_list

    assert told[0] is None
    assert told[1][0] == 1
    assert len(shown) == 1


def test_button_leads_to_typing_in(staff):
    assert reverse("admin:puljer_ansoegning_indtast") in staff.get(INDEX).text


def test_nothing_of_other_pools_waits(client, runde):
    busy(runde, make_sagsbehandler(runde.pulje))
    client.force_login(make_sagsbehandler(open_pulje(frist=None).pulje))

    assert parts(client) == {}


def test_leader_of_a_place_has_no_cases(client, leder, runde):
    sent(runde)
    client.force_login(leder)

    html = client.get(INDEX).text
    assert "Nye ansøgninger" not in html
    assert "Indtast en ansøgning" not in html


def test_front_page_asks_no_more_with_more_waiting(staff, runde):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            staff.get(INDEX)
        return len(captured)

    busy(runde, staff.bruger)
    few = queries()
    for _ in range(3):
        write(sent(runde))

    assert queries() == few
