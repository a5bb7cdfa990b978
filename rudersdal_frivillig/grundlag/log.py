"""Writing to the one log. Called by actions, inside their transaction."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from rudersdal_frivillig.grundlag.models import Bruger, Logpost, Logvaerdi

BRUGER, BORGER, SYSTEM = "bruger", "borger", "systemet"
# Who pressed a button in a mail to the contact, without a log-in.
KONTAKT = "kontakten"

# Old and new values are kept this long, the fact of the change for good.
KEEP_VALUES = timedelta(days=365)


def write(
    handling: str,
    obj: models.Model,
    *,
    by: Bruger | None,
    role: str = "",
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> Logpost:
    """Record that `by` did `handling` to `obj`.

    `changes` maps a field to its value before and after. Without `by`, `role` says
    whether a citizen, a contact or the system acted.
    """
    post = Logpost(
        hvem=by,
        rolle=role or (BRUGER if by else SYSTEM),
        handling=handling,
        objekt_type=obj._meta.label_lower,
        objekt_id=str(obj.pk),
    )
    return _save(post, changes or {})


def write_about_list(
    handling: str,
    model: type[models.Model],
    *,
    by: Bruger,
    changes: Mapping[str, tuple[Any, Any]],
) -> Logpost:
    """The same for a whole list, which has no number."""
    post = Logpost(
        hvem=by, rolle=BRUGER, handling=handling, objekt_type=model._meta.label_lower
    )
    return _save(post, changes)


def _save(post: Logpost, changes: Mapping[str, tuple[Any, Any]]) -> Logpost:
    post.felter = list(changes)
    post.save(force_insert=True)
    Logvaerdi.objects.bulk_create(
        Logvaerdi(
            logpost=post,
            felt=felt,
            foer=as_text(foer),
            efter=as_text(efter),
            slettes_den=timezone.localdate() + KEEP_VALUES,
        )
        for felt, (foer, efter) in changes.items()
    )
    return post


def as_text(value: Any) -> str:
    """A value as the log keeps it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    # Not every iterable: an upload is one, of its bytes.
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return ", ".join(str(part) for part in value)
    return str(value)
