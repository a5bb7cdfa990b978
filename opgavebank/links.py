"""The link with which a citizen follows an enquiry; it shows the e-mail is right."""

from django.urls import reverse

from opgavebank import actions
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.models import Adgang


def register() -> None:
    access.roles[actions.FOELG] = access.AccessRole(
        title="Din henvendelse",
        button="Se min henvendelse",
        url=_url,
        send=actions.send_receipt,
        is_open=_is_open,
        used=_used,
    )


def _url(adgang: Adgang) -> str:
    return reverse("opgavebank:henvendelse_follow", args=[adgang.pk])


def _is_open(henvendelse: Henvendelse) -> bool:
    return henvendelse.indhold_slettet_den is None


def _used(adgang: Adgang, henvendelse: Henvendelse) -> None:
    actions.confirm_email(henvendelse, adgang.email)
