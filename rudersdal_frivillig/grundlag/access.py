"""Access by link: a mail carries a signed token, a button on its page opens a session.

The token is only ever in the mail and in the address of that page. Opening the page
changes nothing, since mail gateways open links; pressing its button does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Adgang, Bruger

SALT = "grundlag.adgang"
SESSION_KEY = "adgange"
SESSION_LENGTH = timedelta(hours=8)
ASK_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class AccessRole:
    """What a link is for: the words on its page, where it leads and how it is mailed.

    `send` writes a new mail with a new link, for who asks for one again.
    `is_open` says whether the object can still be reached this way, `used` is told each
    time it was.
    """

    title: str
    button: str
    url: Callable[[Adgang], str]
    send: Callable[[models.Model, str], Any]
    is_open: Callable[[Any], bool]
    used: Callable[[Adgang, Any], Any] = lambda adgang, obj: None


roles: dict[str, AccessRole] = {}


def give(
    email: str, rolle: str, obj: models.Model, *, lasts: timedelta
) -> tuple[Adgang, str]:
    """Make a link to `obj` for `email`; returns the row and the absolute address."""
    adgang = Adgang.objects.create(
        email=email,
        rolle=rolle,
        objekt_type=obj._meta.label_lower,
        objekt_id=str(obj.pk),
        udloeber_den=timezone.now() + lasts,
    )
    token = signing.dumps(adgang.pk, salt=SALT)
    return adgang, settings.SITE_ADDRESS + reverse("grundlag:adgang", args=[token])


def find(token: str) -> Adgang:
    """The row behind a token, valid or not. Raises `Http404` for a forged one."""
    try:
        return Adgang.objects.get(pk=signing.loads(token, salt=SALT), rolle__in=roles)
    except (signing.BadSignature, Adgang.DoesNotExist):
        raise Http404 from None


def get_object(adgang: Adgang) -> models.Model | None:
    try:
        model = apps.get_model(adgang.objekt_type)
        return model._default_manager.get(pk=adgang.objekt_id)
    except ObjectDoesNotExist:
        return None


def is_usable(adgang: Adgang) -> bool:
    obj = get_object(adgang)
    return adgang.is_valid and obj is not None and roles[adgang.rolle].is_open(obj)


@transaction.atomic
def enter(request: HttpRequest, adgang: Adgang) -> None:
    """Open the session of this browser to the link's object, for eight hours."""
    # A new session id, so that one planted beforehand opens nothing.
    request.session.cycle_key()
    until = timezone.now() + SESSION_LENGTH
    held = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = held | {str(adgang.pk): until.timestamp()}
    # The object is locked before its links, as where both are erased.
    roles[adgang.rolle].used(adgang, get_object(adgang))
    Adgang.objects.filter(pk=adgang.pk).update(brugt_den=timezone.now())


class NotEntered(Http404):
    """This browser has not used the link, or not within the last hours."""


def require(request: HttpRequest, rolle: str, pk: int) -> tuple[Adgang, models.Model]:
    """The link `pk` and its object. Raises `NotEntered` unless this browser used it.

    The row is read each time, so that a link taken back opens nothing from then on.
    """
    until = request.session.get(SESSION_KEY, {}).get(str(pk), 0)
    adgang = Adgang.objects.filter(pk=pk, rolle=rolle, tilbagekaldt_den=None).first()
    obj = get_object(adgang) if adgang else None
    if adgang is None or obj is None or until <= timezone.now().timestamp():
        raise NotEntered
    return adgang, obj


def held(
    request: HttpRequest, rolle: str, objs: models.QuerySet[Any]
) -> models.Model | None:
    """The one of `objs` that this browser has used a link to, or None.

    For an object that is reached by its own address.
    """
    return all_held(request, rolle, objs).first()


def all_held(
    request: HttpRequest, rolle: str, objs: models.QuerySet[Any]
) -> models.QuerySet[Any]:
    """Those of `objs` that this browser has used a link to.

    Two queries, and none at all in a browser that has used no link.
    """
    now = timezone.now().timestamp()
    entered = request.session.get(SESSION_KEY, {})
    pks = [int(pk) for pk, until in entered.items() if until > now]
    if not pks:
        return objs.none()
    links = Adgang.objects.filter(
        pk__in=pks,
        rolle=rolle,
        tilbagekaldt_den=None,
        objekt_type=objs.model._meta.label_lower,
    )
    return objs.filter(pk__in=[link.objekt_id for link in links])


def is_recent(obj: models.Model, email: str) -> bool:
    """Whether `email` got a link to `obj` so lately that another must wait."""
    since = timezone.now() - ASK_AGAIN_AFTER
    links = Adgang.objects.about(obj)
    return links.filter(email=email, oprettet_den__gt=since).exists()


@transaction.atomic
def send_again(adgang: Adgang) -> None:
    """Mail a fresh link in place of one that ran out.

    Nothing happens for one that was taken back, or if another was sent just now: the
    page says the same in each case.
    """
    # Ten who ask at once get one mail.
    adgang = Adgang.objects.select_for_update().get(pk=adgang.pk)
    obj = get_object(adgang)
    if adgang.tilbagekaldt_den or obj is None or not roles[adgang.rolle].is_open(obj):
        return
    if not is_recent(obj, adgang.email):
        roles[adgang.rolle].send(obj, adgang.email)


def close_all(obj: models.Model) -> None:
    """Close every link to `obj`, and the sessions that they opened."""
    links = Adgang.objects.about(obj).filter(tilbagekaldt_den=None)
    links.update(tilbagekaldt_den=timezone.now())


@transaction.atomic
def revoke(adgang: Adgang, *, by: Bruger) -> None:
    """Close the link, every other like it, and the sessions that they opened."""
    now = timezone.now()
    alike = Adgang.objects.filter(
        email=adgang.email,
        rolle=adgang.rolle,
        objekt_type=adgang.objekt_type,
        objekt_id=adgang.objekt_id,
        tilbagekaldt_den=None,
    )
    alike.update(tilbagekaldt_den=now)
    adgang.tilbagekaldt_den = now
    log.write("tilbagekaldte adgang", adgang, by=by)
