from allauth.account import forms as account
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance

from rudersdal_frivillig.grundlag import actions, roles
from rudersdal_frivillig.grundlag.fields import TelefonField, refuse_address
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.imports.forskel import compare
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Fagomraade,
    Institution,
    Retstekst,
    Rolle,
)
from rudersdal_frivillig.grundlag.plaintext import PlainLineField
from rudersdal_frivillig.grundlag.spreadsheets.read import MAX_BYTES, read

# What the validators in the settings ask for, in fewer words than their own.
NEW_PASSWORD = (
    "Mindst 12 tegn og ikke kun tal. Brug ikke dit navn eller noget, der er let at "
    "gætte."
)


class PlainWords:
    """Allauth's form in the portal's words: `words` has each field's label and order.

    The order is what an empty field says: what to do, and not that it is required.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, order) in self.words.items():
            field = self.fields[name]
            field.label = label
            field.error_messages["required"] = order
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = NEW_PASSWORD


class LoginForm(PlainWords, account.LoginForm):
    words = {
        "login": ("E-mail", "Skriv din e-mail."),
        "password": ("Adgangskode", "Skriv din adgangskode."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The page has the way to a new password.
        self.fields["password"].help_text = ""


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    words = {"password": ("Adgangskode", "Skriv din adgangskode.")}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    words = {
        "oldpassword": ("Nuværende adgangskode", "Skriv den adgangskode, du har nu."),
        "password1": ("Ny adgangskode", "Vælg en ny adgangskode."),
        "password2": ("Ny adgangskode igen", "Skriv den nye adgangskode igen."),
    }


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    words = {
        "password1": ("Ny adgangskode", "Vælg en ny adgangskode."),
        "password2": ("Ny adgangskode igen", "Skriv den nye adgangskode igen."),
    }


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    words = {"email": ("E-mail", "Skriv din e-mail.")}

    def clean_email(self):
        email = super().clean_email()
        # Who was invited has the link for a first password, or had it taken back.
        self.users = [user for user in self.users if user.has_usable_password()]
        return email


class InvitationForm(OnceForm):
    """What an invited person fills in. `bruger` is who they are."""

    password1 = forms.CharField(
        label="Adgangskode",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=NEW_PASSWORD,
        error_messages={"required": "Vælg en adgangskode."},
    )
    password2 = forms.CharField(
        label="Adgangskode igen",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Skriv adgangskoden igen."},
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
    fagomraade = forms.ModelChoiceField(
        Fagomraade.objects.none(),
        label="Fagområde",
        required=False,
        help_text="Kun for fagområderedaktører.",
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.led_by(by)
        fagomraader = actions.invitable_fagomraader(by)
        groups = actions.invitable_groups(by)
        if fagomraader:
            groups = [roles.FAGOMRAADEREDAKTOER, *groups]
            self.fields["fagomraade"].queryset = fagomraader
        else:
            del self.fields["fagomraade"]
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
        fagomraade = self.cleaned_data.get("fagomraade", "wrong")
        if rolle == roles.FAGOMRAADEREDAKTOER and fagomraade is None:
            self.add_error("fagomraade", "Vælg fagområdet.")

    def invite(self, *, by):
        """Invite the person described; raises `ValidationError` if `by` may not."""
        rolle = self.cleaned_data["rolle"]
        if rolle in Rolle.values:
            institution = self.cleaned_data["institution"]
            return actions.invite(self.bruger, institution, Rolle(rolle), by=by)
        if rolle == roles.FAGOMRAADEREDAKTOER:
            fagomraade = self.cleaned_data["fagomraade"]
            return actions.invite_editor(self.bruger, fagomraade, by=by)
        return actions.invite_to_group(self.bruger, rolle, by=by)

    @property
    def bruger(self):
        """The person described, not saved."""
        return construct_instance(
            self, Bruger(), ["email", "navn", "funktion", "telefon"]
        )


class BorgerForm(OnceForm):
    """Base of forms in which a citizen says who they are. No account, no log-in."""

    navn = PlainLineField(
        label="Dit navn",
        max_length=100,
        validators=[refuse_address],
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Skriv dit navn."},
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        help_text="Skriv din e-mail, dit telefonnummer eller begge dele.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "Skriv e-mailen som navn@eksempel.dk."},
    )
    telefon = TelefonField().formfield(
        label="Telefon",
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    # Named as what machines like to fill in. People do not see it.
    hjemmeside = forms.CharField(
        label="Lad dette felt stå tomt",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    # One of them is needed, so the form says of neither that it is not.
    either = ("email", "telefon")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("hjemmeside"):
            raise ValidationError("Vi kunne ikke læse det, du sendte. Ring til stedet.")
        said = any(cleaned.get(name) or name in self.errors for name in self.either)
        if not said:
            self.add_error("email", "Skriv din e-mail eller dit telefonnummer.")
        return cleaned


class ApproveForm(forms.Form):
    """Who approved a legal text, and when it is to be read again."""

    jurist = forms.CharField(label="Godkendt af (juristens navn)", max_length=100)
    gennemses_den = forms.DateField(
        label="Ses efter igen senest", widget=forms.DateInput(attrs={"type": "date"})
    )


class GuideSvarForm(forms.ModelForm):
    """An answer of the guide, with the legal text chosen from those there are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "retstekst" in self.fields:  # Who may only read the answer has none.
            texts = Retstekst.objects.in_use().values_list("noegle", "titel")
            self.fields["retstekst"] = forms.ChoiceField(
                choices=[("", "Ingen"), *texts],
                required=False,
                label="Retstekst",
                help_text=self.fields["retstekst"].help_text,
            )


class ImportForm(forms.Form):
    """The table of institutions that someone chose; `table` once it is valid."""

    fil = forms.FileField(
        label="Fil",
        help_text="CSV eller regneark (.xlsx), højst 2 MB og 5.000 rækker.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": "Vælg en fil.", "empty": "Filen er tom."},
    )

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        # One byte more is enough to see that it is too large.
        self.table = read(fil.read(MAX_BYTES + 1))
        return fil

    @property
    def forskel(self):
        """What the file would change, or None and an error of the form."""
        if not self.is_valid():
            return None
        try:
            return compare(self.table)
        except ValidationError as error:
            self.add_error("fil", error)
            return None


class CarryOutForm(OnceForm):
    """The button under the difference, with what was proposed."""

    forslag = forms.CharField(widget=forms.HiddenInput)
