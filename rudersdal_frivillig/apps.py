from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "rudersdal_frivillig"
    verbose_name = "Portalen"

    def ready(self) -> None:
        from rudersdal_frivillig import sitemaps
        from rudersdal_frivillig.grundlag import registry

        registry.sitemaps["sider"] = sitemaps.SideSitemap
        for noegle in ("tilgaengelighed", "privatliv", "cookies", "om"):
            registry.retstekster[noegle] = f"/{noegle}/"
