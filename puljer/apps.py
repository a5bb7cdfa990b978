from django.apps import AppConfig


class PuljerConfig(AppConfig):
    name = "puljer"
    verbose_name = "Tilskud"

    def ready(self) -> None:
        from puljer import (
            deletion,
            indbakke,
            links,
            opslag,
            personfelter,
            persons,
            retstekster,
            showcase,
            sitemaps,
            workplace,
        )
        from rudersdal_frivillig.grundlag import registry

        registry.retstekster |= retstekster.WHERE
        registry.workplace.append(indbakke.work)
        registry.workplace.append(workplace.work)
        links.register()
        registry.menu.append(
            registry.MenuItem("Søg tilskud", "puljer:pulje_list", place=20)
        )
        registry.forside.append(registry.Panel("puljer/forside.html", showcase.front))
        registry.sitemaps["puljer"] = sitemaps.PuljeSitemap
        deletion.register()
        opslag.register()
        personfelter.register()
        persons.register()
