"""A link in a mail to a page with one button that does one thing, without a log-in.

For staff and citizens who answer from their mail. The signed token names the button,
the object and the version that the mail was about: once there is another, the page says
so and does nothing. Opening the page changes nothing, since mail gateways open links.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.http import Http404
from django.urls import reverse

SALT = "grundlag.buttons"
LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Button:
    """`press` may refuse with a `ValidationError`; it gets the object, locked.

    `version` is of what no one else may have changed since the mail was written; `now`
    says in a sentence how the object stands. What `form` asks goes to `press`. `ended`
    is what a citizen, who cannot log in, reads once the link does nothing.
    """

    title: str
    text: str
    label: str
    version: Callable[[Any], str]
    now: Callable[[Any], str]
    press: Callable[..., None]
    form: type[forms.Form] = forms.Form
    ended: str = ""
    # Where other rows are locked before the object, and so in every press of it.
    lock: Callable[[Any], Any] | None = None
    # A sentence for who comes after another did the same; empty where no one did.
    is_done: Callable[[Any], str] = lambda obj: ""


registry: dict[str, Button] = {}


@dataclass(frozen=True)
class Found:
    """What a token asks for. `is_open` is whether pressing it still does something."""

    button: Button
    obj: models.Model
    is_open: bool

    @property
    def now(self) -> str:
        return self.button.now(self.obj)

    @property
    def is_done(self) -> str:
        return self.button.is_done(self.obj)


def address(name: str, obj: models.Model) -> str:
    """The absolute address of the page, for a mail."""
    content = [name, obj._meta.label_lower, obj.pk, registry[name].version(obj)]
    token = signing.dumps(content, salt=SALT, compress=True)
    return settings.SITE_ADDRESS + reverse("grundlag:knap", args=[token])


def find(token: str) -> Found:
    """Raises `Http404` for a forged token, and for an object that is gone."""
    return _find(token, is_locked=False)


@transaction.atomic
def press(token: str, **answers: str) -> bool:
    """Do what the button says; False where someone else was first.

    Of two who press at once, the second waits and finds another version.
    """
    found = _find(token, is_locked=True)
    if found.is_open:
        found.button.press(found.obj, **answers)
    return found.is_open


def _find(token: str, *, is_locked: bool) -> Found:
    try:
        name, label, pk, version = signing.loads(token, salt=SALT)
        button = registry[name]
        model: type[models.Model] = apps.get_model(label)
    except (signing.BadSignature, KeyError, LookupError):
        raise Http404 from None
    rows = model._base_manager.filter(pk=pk)
    obj = (rows if button.lock or not is_locked else rows.select_for_update()).first()
    if obj is None:
        raise Http404
    if is_locked and button.lock:
        button.lock(obj)
    return Found(button, obj, _is_fresh(token) and button.version(obj) == version)


def _is_fresh(token: str) -> bool:
    try:
        signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        return False
    return True
