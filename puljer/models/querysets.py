from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from puljer.choices import ENDED, NOT_SENT, AnsoegningStatus
from puljer.models.pulje import Pulje
from rudersdal_frivillig.grundlag.models import Bruger

if TYPE_CHECKING:
    from puljer.models.ansoegning import Ansoegning  # noqa: F401

IS_SENT = ~Q(status__in=NOT_SENT)


class AnsoegningQuerySet(models.QuerySet["Ansoegning"]):
    def visible_to(self, user: Bruger) -> Self:
        """Those in the user's own pools, drafts included: who calls has one."""
        return self.filter(runde__pulje__in=Pulje.objects.visible_to(user))

    def drafts(self) -> Self:
        return self.filter(status=AnsoegningStatus.KLADDE)

    def sent(self) -> Self:
        return self.filter(IS_SENT)

    def open(self) -> Self:
        """What the municipality has received and must answer."""
        return self.sent().exclude(status__in=ENDED)

    def waiting_for_fristskoen(self) -> Self:
        return self.open().filter(rettidig=False, fristskoen="")

    def from_email(self, email: str) -> Self:
        """Those that `email` takes part in."""
        mine = Q(deltagere__email__iexact=email, deltagere__fjernet_den=None)
        return self.filter(mine).distinct()
