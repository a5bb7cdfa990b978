from django.apps import AppConfig


class PuljerConfig(AppConfig):
    name = "puljer"
    verbose_name = "Tilskud"

    def ready(self) -> None:
        from puljer import links, retstekster, workplace
        from rudersdal_frivillig.grundlag import registry

        registry.retstekster |= retstekster.WHERE
        registry.workplace.append(workplace.work)
        links.register()
