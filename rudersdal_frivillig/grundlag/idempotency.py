"""A form that is sent twice acts once, and both get the same receipt."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.db import transaction

from rudersdal_frivillig.grundlag.models import Formularnoegle


@transaction.atomic
def once(key: UUID, path: str, perform: Callable[[], str]) -> str:
    """Call `perform` for the first form with `key` and return the address it gives.

    The key's unique row makes a second call wait until the first has committed; it then
    gets the first one's address. If `perform` raises, the key is free again.
    """
    noegle, is_first = Formularnoegle.objects.get_or_create(noegle=key, sti=path)
    if is_first:
        noegle.adresse = perform()
        noegle.save(update_fields=["adresse"])
    return noegle.adresse


class OnceForm(forms.Form):
    """Base of forms that act: a hidden key, new each time the form is shown."""

    noegle = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def perform_once(self, path: str, perform: Callable[[], str]) -> str:
        return once(self.cleaned_data["noegle"], path, perform)
