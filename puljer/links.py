"""The link by which someone comes back to an application."""

from django.urls import reverse

from puljer import actions
from puljer.models import Deltager
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.models import Adgang


def register() -> None:
    access.roles[actions.ANSOEGNING] = access.AccessRole(
        title="Jeres ansøgning",
        button="Åbn ansøgningen",
        url=_url,
        send=actions.send_link,
        is_open=_is_open,
    )


def _url(adgang: Adgang) -> str:
    deltager = access.get_object(adgang)
    assert isinstance(deltager, Deltager)
    ansoegning = deltager.ansoegning
    if deltager.may_send and ansoegning.waits_for_confirmation:
        return reverse("puljer:ansoegning_confirm", args=[ansoegning.noegle])
    return ansoegning.get_absolute_url()


def _is_open(deltager: Deltager) -> bool:
    return deltager.fjernet_den is None
