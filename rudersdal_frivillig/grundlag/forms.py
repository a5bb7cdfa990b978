from allauth.account import forms as account
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.forms.models import construct_instance

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.models import Bruger, Institution, Rolle


class LoginForm(account.LoginForm):
    """Allauth's, in the portal's words; the page has the way to a new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail"
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self):
        email = super().clean_email()
        # Who was invited has the link for a first password, or had it taken back.
        self.users = [user for user in self.users if user.has_usable_password()]
        return email


class InvitationForm(OnceForm):
    """What an invited person fills in. `bruger` is who they are."""

    password1 = forms.CharField(
        label="Vælg en adgangskode",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    password2 = forms.CharField(
        label="Skriv adgangskoden igen",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, bruger, **kwargs):
        super().__init__(*args, **kwargs)
        self.bruger = bruger

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        validate_password(password, self.bruger)
        return password

    def clean(self):
        first, second = map(self.cleaned_data.get, ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", "De to adgangskoder er ikke ens.")


class InviteForm(OnceForm):
    """What a leader or coordinator fills in to invite someone. `by` is who invites."""

    email = forms.EmailField(label="E-mail", max_length=254)
    navn = forms.CharField(label="Navn", max_length=100)
    funktion = forms.CharField(
        label="Funktion",
        max_length=100,
        required=False,
        help_text="For eksempel aktivitetsleder eller pædagogisk leder.",
    )
    telefon = forms.CharField(label="Telefon", max_length=20, required=False)
    rolle = forms.ChoiceField(label="Rolle")
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label="Institution"
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.led_by(by)
        groups = actions.invitable_groups(by)
        self.fields["rolle"].choices = [
            *((rolle.value, rolle.label) for rolle in actions.invitable_roles(by)),
            *((group, group) for group in groups),
        ]
        if groups:
            self.fields["institution"].required = False
            self.fields["institution"].help_text = "Kun for roller på en institution."

    def clean(self):
        rolle = self.cleaned_data.get("rolle")
        institution = self.cleaned_data.get("institution", "wrong")
        if rolle in Rolle.values and institution is None:
            self.add_error("institution", "Vælg institutionen.")

    def invite(self, *, by):
        """Invite the person described; raises `ValidationError` if `by` may not."""
        rolle = self.cleaned_data["rolle"]
        if rolle in Rolle.values:
            institution = self.cleaned_data["institution"]
            return actions.invite(self.bruger, institution, Rolle(rolle), by=by)
        return actions.invite_to_group(self.bruger, rolle, by=by)

    @property
    def bruger(self):
        """The person described, not saved."""
        return construct_instance(
            self, Bruger(), ["email", "navn", "funktion", "telefon"]
        )


class ApproveForm(forms.Form):
    """Who approved a legal text, and when it is to be read again."""

    jurist = forms.CharField(label="Godkendt af (juristens navn)", max_length=100)
    gennemses_den = forms.DateField(
        label="Ses efter igen senest", widget=forms.DateInput(attrs={"type": "date"})
    )
