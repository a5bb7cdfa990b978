from rudersdal_frivillig.grundlag.forms.arrangement import TilmeldingForm
from rudersdal_frivillig.grundlag.forms.konto import (
    ApproveForm,
    BorgerForm,
    CarryOutForm,
    ChangePasswordForm,
    GuideSvarForm,
    ImportForm,
    InvitationForm,
    InviteForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)

__all__ = [
    "ApproveForm",
    "BorgerForm",
    "CarryOutForm",
    "ChangePasswordForm",
    "GuideSvarForm",
    "ImportForm",
    "InvitationForm",
    "InviteForm",
    "LoginForm",
    "ReauthenticateForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "TilmeldingForm",
]
