"""Links as mails hold them, for tests of access and invitation."""

from django.core import signing
from django.urls import reverse

from rudersdal_frivillig.grundlag import access
from tests.factories import BrugerFactory


def invited(**fields):
    """Someone who has not chosen a password, which is what their link opens."""
    bruger = BrugerFactory(**fields)
    bruger.set_unusable_password()
    bruger.save()
    return bruger


def address(adgang):
    token = signing.dumps(adgang.pk, salt=access.SALT)
    return reverse("grundlag:adgang", args=[token])
