"""Whom at an institution a mail about a post or an enquiry is for."""

from collections.abc import Iterable

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import roles
from rudersdal_frivillig.grundlag.models import Bruger, Institutionsrolle, Rolle


def about(opslag: Opslag, *, with_deputy: bool = False) -> list[str]:
    """The contact, else the deputy, else who leads; with the deputy, the first two."""
    left = Bruger.objects.gone_from(opslag.institution).values_list("email", flat=True)
    gone = {email.casefold() for email in left}
    known = [
        email
        for email in different([opslag.kontakt_email, opslag.stedfortraeder_email])
        if email.casefold() not in gone
    ]
    if not known:
        leads = Institutionsrolle.objects.active().filter(
            institution=opslag.institution, rolle=Rolle.LEDER, bruger__is_active=True
        )
        return different(leads.values_list("bruger__email", flat=True))
    return known if with_deputy else known[:1]


def above_contact(opslag: Opslag) -> list[str]:
    """The deputy, or who else there is, and the coordinators."""
    deputy = about(opslag, with_deputy=True)[-1:]
    return different([*deputy, *coordinators()])


def coordinators() -> list[str]:
    rows = Bruger.objects.filter(is_active=True, groups__name=roles.KOORDINATOR)
    return different(rows.values_list("email", flat=True))


def different(emails: Iterable[str]) -> list[str]:
    """Each address once, however it is spelt, without the empty ones."""
    return list({email.casefold(): email for email in emails if email}.values())
