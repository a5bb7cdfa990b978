from django.core.management.base import BaseCommand

from rudersdal_frivillig.grundlag import drafts


class Command(BaseCommand):
    help = "Load the answers of the guide that ship with the portal and are missing."

    def handle(self, **options):
        return f"{drafts.load_missing_guide()} answers loaded."
