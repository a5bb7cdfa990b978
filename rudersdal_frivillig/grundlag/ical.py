"""Events as calendars read them (RFC 5545)."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from rudersdal_frivillig.grundlag.models import Arrangement

# Said by name, so that it stays at ten o'clock when summer time begins or ends.
ZONE = ZoneInfo(settings.TIME_ZONE)


def calendar(arrangementer: Iterable[Arrangement]) -> bytes:
    return as_file(map(_event, arrangementer))


def as_file(events: Iterable[Event]) -> bytes:
    """The file. An event keeps its UID, so that a newer one replaces it."""
    made = Calendar()
    made.add("prodid", "-//Rudersdal Kommune//Rudersdal Frivillig//DA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", settings.SITE_NAME)
    for event in events:
        made.add_component(event)
    made.add_missing_timezones()
    return made.to_ical()


def _event(arrangement: Arrangement) -> Event:
    event = Event()
    host = urlsplit(settings.SITE_ADDRESS).hostname
    is_off = arrangement.aflyst_den is not None
    event.add("uid", f"arrangement-{arrangement.pk}@{host}")
    event.add("sequence", arrangement.sekvens)
    event.add("dtstamp", arrangement.aendret_den)
    event.add("dtstart", arrangement.begynder.astimezone(ZONE))
    event.add("dtend", arrangement.slutter.astimezone(ZONE))
    event.add("summary", f"{'Aflyst: ' * is_off}{arrangement.titel}")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("location", arrangement.where)
    event.add("url", settings.SITE_ADDRESS + arrangement.get_absolute_url())
    if arrangement.beskrivelse:
        event.add("description", arrangement.beskrivelse)
    return event
