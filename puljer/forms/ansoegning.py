from django import forms

from puljer.models import Deltager
from rudersdal_frivillig.grundlag.forms import BorgerForm
from rudersdal_frivillig.grundlag.idempotency import OnceForm

_EMAIL = {
    "required": "Skriv din e-mail.",
    "invalid": "Skriv e-mailen som navn@eksempel.dk.",
}


class StartForm(BorgerForm):
    """Who begins an application. `runder` are those that are open."""

    either = ("email",)
    field_order = ["noegle", "runde", "navn", "email", "telefon"]

    def __init__(self, *args, runder, **kwargs):
        super().__init__(*args, **kwargs)
        email, telefon = self.fields["email"], self.fields["telefon"]
        email.required = True
        email.help_text = "Hertil sender vi et link, så I altid kan komme tilbage."
        email.error_messages |= _EMAIL
        telefon.help_text = "Så vi kan ringe, hvis noget er uklart."
        self.runder = {str(runde.pk): runde for runde in runder}
        if len(self.runder) > 1:
            self.fields["runde"] = forms.ChoiceField(
                label="Hvilken runde søger I i?",
                choices=[(pk, _in_words(runde)) for pk, runde in self.runder.items()],
                widget=forms.RadioSelect,
                error_messages={"required": "Vælg en runde."},
            )
            self.order_fields(self.field_order)

    @property
    def runde(self):
        first = next(iter(self.runder))
        return self.runder[self.cleaned_data.get("runde", first)]

    @property
    def deltager(self):
        """The one described, not saved."""
        said = self.cleaned_data
        return Deltager(navn=said["navn"], email=said["email"], telefon=said["telefon"])


def _in_words(runde):
    return f"{runde.navn}. {'' if runde.is_loebende else 'Frist '}{runde.frist_text}"


class FindForm(OnceForm):
    """Where one has lost the mail with the link."""

    email = forms.EmailField(
        label="E-mail",
        help_text="Den, som ansøgningen er begyndt med, eller som du er inviteret på.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages=_EMAIL,
    )
    hjemmeside = BorgerForm.base_fields["hjemmeside"]

    @property
    def is_from_machine(self):
        return bool(self.cleaned_data["hjemmeside"])
