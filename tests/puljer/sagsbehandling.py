"""What a caseworker does in the admin: for the tests of applications there."""

import re

from django.contrib.auth.models import Group
from django.urls import reverse

from rudersdal_frivillig.grundlag import roles
from tests.factories import BrugerFactory

LIST = reverse("admin:puljer_ansoegning_changelist")
JOURNAL = reverse("admin:puljer_journaldokument_changelist")


def make_sagsbehandler(*puljer, navn="Sagsbehandleren"):
    bruger = BrugerFactory(navn=navn)
    bruger.groups.add(Group.objects.get(name=roles.SAGSBEHANDLER))
    bruger.puljer.add(*puljer)
    return bruger


def page_of(ansoegning):
    return reverse("admin:puljer_ansoegning_change", args=[ansoegning.pk])


def filled(client, ansoegning, handling):
    """What the form of `handling` would send if nothing were typed into it."""
    html = client.get(page_of(ansoegning)).text
    [form] = [
        f
        for f in re.findall("<form.*?</form>", html, re.DOTALL)
        if f'name="handling" value="{handling}"' in f
    ]
    hidden = re.findall(r'name="(noegle|laest)" value="([^"]*)"', form)
    return {"handling": handling, **dict(hidden)}


def press(client, ansoegning, handling, **typed):
    data = filled(client, ansoegning, handling) | typed
    response = client.post(page_of(ansoegning), data, follow=True)
    ansoegning.refresh_from_db()
    return response


def offers(client, ansoegning):
    """The names of what the page has buttons for."""
    html = client.get(page_of(ansoegning)).text
    return {*re.findall(r'name="handling" value="(\w+)"', html)}
