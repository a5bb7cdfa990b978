"""What the bank does at night."""

from opgavebank import actions
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Koersel


def register() -> None:
    night = Koersel.Navn.HVER_NAT
    schedule.register(night, "Opslag, der er udløbet", expire_opslag)
    schedule.register(night, "Opslag, som ingen har rørt i et år", archive_opslag)
    schedule.register(night, "Gamle opslag i arkivet", delete_opslag)
    schedule.register(night, "Søgningens ordforråd", learn_words)


def expire_opslag() -> str:
    return f"{actions.expire_past_their_day()} udløb"


def archive_opslag() -> str:
    return f"{actions.archive_stale()} arkiveret"


def learn_words() -> str:
    return f"{actions.learn_words()} ord"


def delete_opslag() -> str:
    deleted, _ = Opslag.objects.due_for_deletion().delete()
    return f"{deleted} slettet"
