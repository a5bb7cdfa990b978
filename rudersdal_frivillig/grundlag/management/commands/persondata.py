from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from rudersdal_frivillig.grundlag import persondata


class Command(BaseCommand):
    help = "Print the register of personal data, or write it to docs/persondata.md."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="write the file")

    def handle(self, *, write, **options):
        text = persondata.as_markdown()
        if write:
            Path(settings.BASE_DIR, "docs/persondata.md").write_text(text)
            return "docs/persondata.md written."
        return text
