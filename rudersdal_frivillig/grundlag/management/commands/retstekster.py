from django.core.management.base import BaseCommand

from rudersdal_frivillig.grundlag import drafts


class Command(BaseCommand):
    help = "Load the drafts that ship with the portal, where a text is missing."

    def handle(self, **options):
        return f"{drafts.load_missing()} drafts loaded."
