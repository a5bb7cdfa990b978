"""The deadline of a round as calendars read it (RFC 5545)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm, Event

from puljer.models import Runde
from rudersdal_frivillig.grundlag.ical import ZONE

REMINDED_BEFORE = timedelta(days=7)


def deadline(runde: Runde) -> Event:
    """Of a round that has a deadline. A week before, the calendar says so."""
    assert runde.frist is not None
    pulje = runde.pulje
    said = f"Frist: {pulje} ({runde.navn})"
    event = Event()
    host = urlsplit(settings.SITE_ADDRESS).hostname
    event.add("uid", f"runde-{runde.pk}@{host}")
    # A deadline only moves later, so a newer one has a higher number.
    event.add("sequence", int(runde.frist.timestamp()) // 60)
    event.add("dtstamp", runde.godkendt_den)
    event.add("dtstart", runde.frist.astimezone(ZONE))
    event.add("dtend", runde.frist.astimezone(ZONE))
    event.add("summary", said)
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.SITE_ADDRESS + pulje.get_absolute_url())
    event.add(
        "description", f"Ansøgningen skal være sendt {runde.frist_text} (dansk tid)."
    )
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", -REMINDED_BEFORE)
    event.add_component(alarm)
    return event
