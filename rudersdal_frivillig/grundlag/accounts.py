"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from rudersdal_frivillig.grundlag import log, mail


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-mail og adgangskode passer ikke sammen.",
        "too_many_login_attempts": "Vent lidt. Der har været for mange forsøg.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Allauth's mails take the same road as all others, and survive a crash."""
        name = template_prefix.rsplit("/", 1)[-1]
        mail.write(to=email, template=f"account_{name}", **context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """With our own address, not with the one that the visitor's browser named."""
        path = reverse("account_reset_password_from_key", args=key.split("-", 1))
        return settings.SITE_ADDRESS + path

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        log.write("loggede ind", user, by=user)
        return super().post_login(request, user, **kwargs)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        log.write("skiftede adgangskode", user, by=user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages themselves say what happened; the admin needs no "logged in as"."""
