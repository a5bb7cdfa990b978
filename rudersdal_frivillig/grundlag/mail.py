"""Mail that is written where it is caused and sent at least once.

`write` stores a `Brev` and the task that sends it in the caller's transaction, so both
happen or neither. The task marks the mail as sent under a row lock. A crash between the
mail server's yes and that mark, and only that, makes a second copy; it carries the same
Message-ID.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import Error as DatabaseError
from django.db import models, transaction
from django.db.models import F
from django.tasks import task
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone

from rudersdal_frivillig.grundlag import log, queued, returnpath
from rudersdal_frivillig.grundlag.models import Brev, Bruger
from rudersdal_frivillig.grundlag.models.brev import MAX_FORSOEG, new_besked_id


class NotSent(Exception):
    """The mail server did not take the mail. Names the error, never the recipient."""


@transaction.atomic
def write(
    *,
    to: str,
    template: str,
    about: models.Model | None = None,
    reply_to: str = "",
    **context: Any,
) -> Brev:
    """Write the mail `mail/<template>.txt` to `to` and queue it.

    The template's first line is the subject, the rest the text.
    """
    context |= {"address": settings.SITE_ADDRESS}
    source = get_template(f"mail/{template}.txt").template  # type: ignore[attr-defined]
    words = source.render(Context(context, autoescape=False))
    subject, _, text = words.partition("\n")
    return write_text(to=to, subject=subject, text=text, about=about, reply_to=reply_to)


@transaction.atomic
def write_text(
    *,
    to: str,
    subject: str,
    text: str,
    about: models.Model | None = None,
    reply_to: str = "",
) -> Brev:
    """Write a mail whose words are already there and queue it."""
    brev = Brev.objects.create(
        til=to,
        svar_til=reply_to,
        emne=" ".join(subject.split())[:200],
        tekst=text.strip() + "\n",
        besked_id=new_besked_id(
            urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
        ),
        objekt_type=about._meta.label_lower if about else "",
        objekt_id=str(about.pk) if about else "",
    )
    deliver.enqueue(brev.pk)
    return brev


@task
def deliver(brev_pk: int) -> None:
    try:
        _send_once(brev_pk)
    except DatabaseError:
        raise
    except Exception as error:
        name = type(error).__name__
        Brev.objects.filter(pk=brev_pk).update(forsoeg=F("forsoeg") + 1, fejl=name)
        raise NotSent(name) from None


@transaction.atomic
def _send_once(brev_pk: int) -> None:
    # The lock makes a second worker wait, and then see that the mail has gone.
    brev = Brev.objects.select_for_update().filter(pk=brev_pk, sendt_den=None).first()
    if brev is None:
        return
    message = EmailMessage(
        brev.emne,
        brev.tekst,
        # The envelope's: should the mail not arrive, the report goes there.
        from_email=returnpath.address(brev.pk) or settings.DEFAULT_FROM_EMAIL,
        to=[brev.til],
        reply_to=[brev.svar_til] if brev.svar_til else None,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": brev.besked_id,
            "Auto-Submitted": "auto-generated",
        },
    )
    message.send()
    brev.sendt_den = timezone.now()
    brev.fejl = ""
    brev.save(update_fields=["sendt_den", "fejl"])


@transaction.atomic
def resend(brev: Brev, *, by: Bruger) -> None:
    """Put a mail that was given up back in the queue with all its attempts."""
    Brev.objects.filter(pk=brev.pk, sendt_den=None).update(forsoeg=0, fejl="")
    deliver.enqueue(brev.pk)
    log.write("sendte igen", brev, by=by)


def requeue_lost() -> int:
    """Queue unsent mails that no task is waiting to send, and return how many.

    A task whose worker died again and again has used up its attempts, its mail not.
    """
    waiting = queued.arguments(deliver)
    unsent = Brev.objects.unsent().filter(forsoeg__lt=MAX_FORSOEG)
    lost = [pk for pk in unsent.values_list("pk", flat=True) if pk not in waiting]
    for pk in lost:
        deliver.enqueue(pk)
    return len(lost)
