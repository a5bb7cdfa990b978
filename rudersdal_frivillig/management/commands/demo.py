from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rudersdal_frivillig.demo import build


class Command(BaseCommand):
    help = "Fill an empty database with the demo. What you have edited in it is kept."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Set DEMO=1 first: this is for trying the portal out.")
        try:
            made = build.build()
        except build.NotEmpty:
            raise CommandError(
                "The database has something in it that the demo did not make. Use an "
                "empty one, or `make clean-demo` on your own machine."
            ) from None
        return f"{made} things made."
