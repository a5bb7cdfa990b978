from django.forms.models import construct_instance

from rudersdal_frivillig.grundlag.forms.konto import BorgerForm
from rudersdal_frivillig.grundlag.models import Tilmelding


class TilmeldingForm(BorgerForm):
    """What one fills in to sign up. `oplysning` is what stood beside it."""

    def __init__(self, *args, oplysning, **kwargs):
        super().__init__(*args, **kwargs)
        self.oplysning = oplysning

    @property
    def tilmelding(self):
        """The one described, not saved."""
        made = Tilmelding(oplysning=self.oplysning)
        return construct_instance(self, made, ["navn", "email", "telefon"])
