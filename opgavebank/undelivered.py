"""Mails about enquiries and posts that did not arrive, and what is still to be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from opgavebank.choices import HenvendelseStatus
from opgavebank.models import Henvendelse, Opslag
from opgavebank.models.henvendelse import HenvendelseQuerySet
from rudersdal_frivillig.grundlag.models import Brev, Bruger

_ENQUIRY, _POST = Henvendelse._meta.label_lower, Opslag._meta.label_lower


@dataclass(frozen=True)
class Undelivered:
    brev: Brev
    about: Henvendelse | Opslag

    @property
    def is_to_citizen(self) -> bool:
        return isinstance(self.about, Henvendelse) and _is_same(
            self.brev.til, self.about.email
        )

    @property
    def opslag(self) -> Opslag | None:
        return self.about if isinstance(self.about, Opslag) else self.about.opslag

    @property
    def is_settled(self) -> bool:
        """The citizen was heard or called since; the address was corrected."""
        if self.is_to_citizen and isinstance(self.about, Henvendelse):
            failed = self.brev.afvist_den or self.brev.oprettet_den
            return not self.about.is_open or self.about.sidste_ord_den > failed
        opslag = self.opslag
        return opslag is None or not any(
            _is_same(self.brev.til, email)
            for email in (opslag.kontakt_email, opslag.stedfortraeder_email)
        )


def seen_by(user: Bruger) -> list[Undelivered]:
    """Those about what `user` works with, newest first, one for each address."""
    breve = Brev.objects.not_arrived().filter(objekt_type__in=[_ENQUIRY, _POST])
    enquiries = Henvendelse.objects.visible_to(user).select_related("opslag")
    rows = {
        _ENQUIRY: enquiries.in_bulk(_ids(breve, _ENQUIRY)),
        _POST: Opslag.objects.visible_to(user).in_bulk(_ids(breve, _POST)),
    }
    found: dict[tuple[str, str], Undelivered] = {}
    for brev in breve:
        about = rows[brev.objekt_type].get(int(brev.objekt_id))
        if about is not None:
            row = Undelivered(brev, about)
            place = "" if row.is_to_citizen else str(row.opslag and row.opslag.pk)
            key = (brev.til.casefold(), place or brev.objekt_id)
            if not row.is_settled:
                found.setdefault(key, row)
    return list(found.values())


def unheard() -> HenvendelseQuerySet:
    """New enquiries of which a mail to the institution did not arrive."""
    breve = Brev.objects.not_arrived().filter(objekt_type=_ENQUIRY)
    rows = Henvendelse.objects.filter(
        status=HenvendelseStatus.NY, videresendt_den=None
    ).in_bulk(_ids(breve, _ENQUIRY))
    lost = {
        int(brev.objekt_id)
        for brev in breve
        if int(brev.objekt_id) in rows
        and not _is_same(brev.til, rows[int(brev.objekt_id)].email)
    }
    return Henvendelse.objects.filter(pk__in=lost)


def _ids(breve: Iterable[Brev], label: str) -> list[int]:
    return [int(b.objekt_id) for b in breve if b.objekt_type == label]


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
