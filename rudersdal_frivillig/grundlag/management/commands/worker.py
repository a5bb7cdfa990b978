from django.core.management import call_command
from django.core.management.base import BaseCommand

from rudersdal_frivillig.grundlag import retries


class Command(BaseCommand):
    help = (
        "Run queued tasks. Start one per name; a name must not be used twice at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--name", default="worker-1", help="this worker's name")

    def handle(self, *, name, **options):
        # Whatever this name was at when it last stopped, it is not at now.
        retries.revive(worker_id=name)
        call_command(
            "db_worker",
            worker_id=name,
            queue_name="*",
            reload=False,
            startup_delay=False,
            verbosity=options["verbosity"],
        )
