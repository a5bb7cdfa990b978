"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from rudersdal_frivillig.grundlag import log, mail


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Allauth's mails take the same road as all others, and survive a crash."""
        name = template_prefix.rsplit("/", 1)[-1]
        mail.write(to=email, template=f"account_{name}", **context)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        log.write("loggede ind", user, by=user)
        return super().post_login(request, user, **kwargs)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        log.write("skiftede adgangskode", user, by=user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages themselves say what happened; the admin needs no "logged in as"."""
