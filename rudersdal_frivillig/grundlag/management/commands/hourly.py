from django.core.management.base import BaseCommand, CommandError

from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Koersel


class Command(BaseCommand):
    help = "Do the hourly work. Safe to run twice; prints what each job answered."
    navn = Koersel.Navn.HVER_TIME

    def handle(self, **options):
        koersel = schedule.run(self.navn)
        if koersel is None:
            return "Already running elsewhere."
        report = "\n".join(f"{k}: {v}" for k, v in koersel.rapport.items())
        if koersel.antal_fejl:
            raise CommandError(report)
        return report
