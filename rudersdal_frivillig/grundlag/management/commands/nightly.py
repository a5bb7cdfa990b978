from rudersdal_frivillig.grundlag.management.commands import hourly
from rudersdal_frivillig.grundlag.models import Koersel


class Command(hourly.Command):
    help = "Do the nightly work. Safe to run twice; prints what each job answered."
    navn = Koersel.Navn.HVER_NAT
