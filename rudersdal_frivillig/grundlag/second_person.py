"""Requests to erase a person that wait for another than who asked.

On the front page of the admin, for those who may decide. See `registry.workplace`.
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from rudersdal_frivillig.grundlag.models import Bruger, Sletteanmodning
from rudersdal_frivillig.grundlag.workplace import SHOWN, Part, Row, Work

_LIST = "admin:grundlag_sletteanmodning_changelist"


def work(request: HttpRequest) -> Work:
    user = request.user
    if not isinstance(user, Bruger):
        return Work()
    if not user.has_perm("grundlag.decide_sletteanmodning"):
        return Work()
    waiting = Sletteanmodning.objects.decidable_by(user).select_related("anmodet_af")
    part = Part(
        title="Sletninger, du skal afgøre",
        count=waiting.count(),
        rows=[_row(anmodning) for anmodning in waiting[:SHOWN]],
        url=f"{reverse(_LIST)}?venter=mig",
        noun=("sletning", "sletninger"),
    )
    return Work([part])


def _row(anmodning: Sletteanmodning) -> Row:
    # No address: others may look over a shoulder.
    page = "admin:grundlag_sletteanmodning_change"
    since = date_format(timezone.localdate(anmodning.anmodet_den), "j. F")
    return Row(
        f"Anmodning fra {anmodning.anmodet_af}",
        reverse(page, args=[anmodning.pk]),
        when=f"siden {since}",
    )
