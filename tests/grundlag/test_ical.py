"""Events as calendars read them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from rudersdal_frivillig.grundlag import actions
from tests.factories import ArrangementFactory

pytestmark = pytest.mark.django_db


def events(client, name, *args):
    response = client.get(reverse(f"grundlag:{name}", args=args))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).events


@pytest.mark.parametrize(
    ("day", "in_utc"),
    [
        ("2027-03-27", 9),  # Winter time; the day after, clocks go forward.
        ("2027-03-28", 8),
        ("2027-10-30", 8),
        ("2027-10-31", 9),
    ],
)
def test_the_calendar_keeps_ten_o_clock_across_the_change_of_clocks(
    client, day, in_utc
):
    ten = timezone.make_aware(datetime.fromisoformat(f"{day}T10:00"))
    arrangement = ArrangementFactory(begynder=ten)

    [event] = events(client, "arrangement_calendar", arrangement.pk)

    assert event.start.tzinfo.key == "Europe/Copenhagen"
    assert (event.start.hour, event.start.astimezone(UTC).hour) == (10, in_utc)
    assert event.end - event.start == timedelta(hours=1)


def test_the_calendar_has_the_time_zone_it_names(client):
    arrangement = ArrangementFactory()
    there = reverse("grundlag:arrangement_calendar", args=[arrangement.pk])

    made = Calendar.from_ical(client.get(there).content)

    assert [zone.tz_name for zone in made.timezones] == ["Europe/Copenhagen"]
    assert made.get_missing_tzids() == set()


def test_an_event_keeps_its_uid_and_counts_its_changes(client, leder):
    arrangement = ArrangementFactory(sted="Hovedindgangen, til højre; ring på")

    [before] = events(client, "arrangement_calendar", arrangement.pk)
    actions.call_off(arrangement, by=leder)
    [after] = events(client, "arrangement_calendar", arrangement.pk)

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["LOCATION"].startswith("Hovedindgangen, til højre; ring på, ")
    assert after["URL"].endswith(arrangement.get_absolute_url())


def test_the_calendar_of_all_follows_what_is_to_come(client):
    coming = ArrangementFactory.create_batch(2)
    ArrangementFactory(begynder=timezone.now() - timedelta(days=2))

    found = events(client, "arrangement_list_calendar")

    assert [str(event["SUMMARY"]) for event in found] == [a.titel for a in coming]
