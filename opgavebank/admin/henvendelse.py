from django.contrib import admin

from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin


@admin.register(Henvendelse)
class HenvendelseAdmin(LoggedAdmin):
    """The institution's inbox."""

    list_display = ["navn", "opslag", "status", "oprettet_den"]
    list_filter = ["status"]
    list_select_related = ["opslag", "institution"]
    readonly_fields = ["status"]

    def has_add_permission(self, request):
        return False
