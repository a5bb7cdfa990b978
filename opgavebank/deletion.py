"""What the bank does at night."""

from opgavebank import actions, clock, followup, reminders, svartid
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Koersel


def register() -> None:
    night = Koersel.Navn.HVER_NAT
    # First who is told and what is left, then the telling.
    schedule.register(night, "Opslag på lukkede steder", archive_closed)
    schedule.register(night, "Opslag, hvis kontakt er stoppet", hand_over)
    schedule.register(night, "Opslag, der er udløbet", expire_opslag)
    schedule.register(night, "Påmindelser om opslag, der udløber", remind_of_expiry)
    schedule.register(night, "Henvendelser uden svar", chase)
    schedule.register(night, "Spørgsmål til borgere", ask_citizens)
    schedule.register(night, "Svartider", refresh_svartid)
    schedule.register(night, "Opslag fra sidste år", remind_of_last_year)
    schedule.register(night, "Opslag, som ingen har rørt i et år", archive_opslag)
    schedule.register(night, "Gamle opslag i arkivet", delete_opslag)
    schedule.register(night, "Søgningens ordforråd", learn_words)


def expire_opslag() -> str:
    return f"{actions.expire_past_their_day()} udløb"


def remind_of_expiry() -> str:
    return f"{reminders.remind_of_expiry()} breve"


def remind_of_last_year() -> str:
    return f"{reminders.remind_of_last_year()} breve"


def chase() -> str:
    return f"{clock.chase()} opslag rykket"


def ask_citizens() -> str:
    return f"{followup.ask()} breve"


def refresh_svartid() -> str:
    return f"{svartid.refresh_all()} steder"


def archive_closed() -> str:
    return f"{actions.archive_at_closed_places()} arkiveret"


def hand_over() -> str:
    return f"{actions.hand_over()} overdraget"


def archive_opslag() -> str:
    return f"{actions.archive_stale()} arkiveret"


def learn_words() -> str:
    return f"{actions.learn_words()} ord"


def delete_opslag() -> str:
    deleted, _ = Opslag.objects.due_for_deletion().delete()
    return f"{deleted} slettet"
