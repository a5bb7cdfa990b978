"""Getting into an application as one does: by the link in a mail, and its button."""

from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse

from puljer import actions
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning, Deltager
from tests.pages import submit, tags


def link(deltager: Deltager) -> str:
    return urlsplit(actions.give_link(deltager)).path


def enter(client: Client, deltager: Deltager) -> Client:
    submit(client, client.get(link(deltager)))
    return client


def contact(ansoegning: Ansoegning) -> Deltager:
    return ansoegning.deltagere.active().get(rolle=Deltagerrolle.ANSVARLIG)


def come_in(ansoegning: Ansoegning, client: Client | None = None) -> Client:
    """The first contact, in a browser of their own."""
    return enter(client or Client(), contact(ansoegning))


def page(name: str, ansoegning: Ansoegning, *args) -> str:
    return reverse(f"puljer:{name}", args=[ansoegning.noegle, *args])


def invite(ansoegning: Ansoegning, rolle: Deltagerrolle) -> Deltager:
    return actions.invite(ansoegning, f"{rolle}@example.dk", rolle)


def send_page(client, ansoegning):
    return client.get(page("ansoegning_send", ansoegning))


def yes(form):
    """A tick in each box, and the button."""
    boxes = [
        attrs["name"]
        for _, attrs in tags(form, "input")
        if attrs.get("type") == "checkbox"
    ]
    [button] = [a for _, a in tags(form, "button") if a.get("value") == "ja"]
    return dict.fromkeys(boxes, "on") | {button["name"]: "ja"}


def press_send(client, ansoegning):
    form = send_page(client, ansoegning)
    return submit(client, form, **yes(form))
