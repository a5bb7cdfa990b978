"""What the bank holds about a person, by e-mail. See `registry.persons`."""

from django.db.models import Q

from opgavebank import actions
from opgavebank.models import Henvendelse, Opslag
from opgavebank.models.henvendelse import HenvendelseQuerySet
from rudersdal_frivillig.grundlag import registry
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.persons import lines
from rudersdal_frivillig.grundlag.registry import Held, Holding


def register() -> None:
    # First, since mails and links are about enquiries and go with them.
    registry.persons.insert(
        0, Holding("Henvendelser og det, der er skrevet om dem", _words, _erase)
    )
    contact = "En kontakt på et opslag. Stedet retter den selv, når den skifter."
    registry.persons.append(
        Holding("Kontakter på opslag", _contacts, kept=contact, of_staff=True),
    )


def _from(email: str) -> HenvendelseQuerySet:
    return Henvendelse.objects.with_content().from_email(email)


def _words(email: str) -> list[Held]:
    rows = _from(email).select_related("opslag", "institution")
    return [held for row in rows.prefetch_related("ord") for held in _of(row)]


def _of(row: Henvendelse) -> list[Held]:
    facts = lines(
        ("Navn", row.navn),
        ("E-mail", row.email),
        # Anyone may have typed it.
        ("E-mailen er bekræftet", "ja" if row.email_bekraeftet_den else "nej"),
        ("Telefon", row.telefon),
        ("Besked", row.besked),
        ("Vil gerne ringes op", "ja" if row.ring_op else ""),
        ("En gruppe eller forening", "ja" if row.som_gruppe else ""),
        ("Fik svar", row.get_fik_svar_display()),
        ("Blev det til noget", row.get_blev_til_noget_display()),
        ("Første gang hos kommunen", row.get_foerste_gang_display()),
    )
    what = f"{row} til {row.institution} ({row.get_status_display()})"
    said = [
        Held(ord.oprettet_den, ord.get_slags_display(), ord.tekst)
        for ord in row.ord.all()
    ]
    return [Held(row.oprettet_den, what, facts), *said]


def _erase(email: str, by: Bruger) -> None:
    rows = list(_from(email).order_by("opslag_id", "pk"))
    # All posts before anything of a place, as in the actions, which know one post.
    posts = Opslag.objects.select_for_update(of=["self"]).order_by("pk")
    list(posts.filter(pk__in=[row.opslag_id for row in rows]))
    for henvendelse in rows:
        actions.erase(henvendelse, by=by)


def _contacts(email: str) -> list[Held]:
    rows = Opslag.objects.filter(
        Q(kontakt_email__iexact=email) | Q(stedfortraeder_email__iexact=email)
    )
    return [Held(row.aendret_den, f"Kontakt på “{row}”") for row in rows]
