"""Links as mails hold them, for tests of access and invitation."""

import re

from django.core import signing
from django.urls import reverse

from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import AdgangFactory, BrugerFactory


def invited(**fields):
    """Someone who has not chosen a password, which is what their link opens."""
    bruger = BrugerFactory(**fields)
    bruger.set_unusable_password()
    bruger.save()
    return bruger


def address(adgang):
    token = signing.dumps(adgang.pk, salt=access.SALT)
    return reverse("grundlag:adgang", args=[token])


def invitation_page(client):
    """The address where someone invited chooses a password."""
    bruger = invited()
    return client.post(address(AdgangFactory(obj=bruger, email=bruger.email))).url


def reset_page(client, bruger):
    """The address where someone who forgot the password chooses a new one."""
    client.post(reverse("account_reset_password"), {"email": bruger.email})
    link = re.search(r"http://testserver(\S+)", Brev.objects.get().tekst)[1]
    return client.get(link).url
