import logging
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Koersel

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the hourly and nightly work when it is due, until stopped."

    def handle(self, **options):
        while True:
            close_old_connections()
            try:
                for navn in Koersel.Navn:
                    if schedule.is_due(navn):
                        schedule.run(navn)
            except DatabaseError:
                logger.warning("The database is away; trying again in a minute")
            time.sleep(60)
