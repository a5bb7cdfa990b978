"""Staff who set up pools, and the forms of the admin as they fill them in."""

from django.contrib.auth.models import Group
from django.urls import reverse

from puljer import forslag
from puljer.models import Pulje
from rudersdal_frivillig.grundlag import roles
from tests.factories import BrugerFactory
from tests.pages import submit


def sagsbehandler(*puljer):
    """Handles these pools and no others."""
    bruger = BrugerFactory()
    bruger.groups.add(Group.objects.get(name=roles.SAGSBEHANDLER))
    for pulje in puljer:
        pulje.sagsbehandlere.add(bruger)
    return bruger


def of_pulje(page, pulje):
    return reverse(f"admin:puljer_pulje_{page}", args=[pulje.pk])


def of_runde(page, runde):
    return reverse(f"admin:puljer_runde_{page}", args=[runde.pk])


def save(client, address, **changes):
    """Press "Gem og bliv" on a form of the admin."""
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return submit(client, client.get(address), **changes, _continue="1")


def propose(client, pulje):
    return client.post(of_pulje("foreslaa", pulje), follow=True)


def approve(client, pulje):
    """What a person does who has read the page."""
    seen = forslag.waiting(Pulje.objects.get(pk=pulje.pk)).mark
    data = {"godkend": "1", "set": seen}
    return client.post(of_pulje("godkend", pulje), data, follow=True)


def send_back(client, pulje, because=""):
    data = {"send_tilbage": "1", "because": because}
    return client.post(of_pulje("godkend", pulje), data, follow=True)
