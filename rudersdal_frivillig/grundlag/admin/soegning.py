from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.urls import reverse

from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.models import ForgaevesSoegning, Synonym

MOST_WORDS = 50


@admin.register(Synonym)
class SynonymAdmin(LoggedAdmin):
    """What a search for a word also finds. New searches follow at once."""

    bestemt = "synonymet"
    list_display = ["ord", "viser_ogsaa", "begge_veje", "aktiv"]
    list_filter = ["aktiv", "begge_veje"]
    search_fields = ["ord", "udtryk", "note"]
    fields = ["ord", "udtryk", "begge_veje", "aktiv", "note"]

    @admin.display(description="viser også")
    def viser_ogsaa(self, synonym):
        return ", ".join(synonym.udtryk)


class OfLateFilter(admin.SimpleListFilter):
    """The days on which one of the words on the front page was sought."""

    title = "søgt tit på det seneste"
    parameter_name = "seneste"

    def lookups(self, request, model_admin):
        words = ForgaevesSoegning.objects.of_late().common_words()[:MOST_WORDS]
        return [(row["ord"], f"{row['ord']} ({row['ialt']})") for row in words]

    def queryset(self, request, queryset):
        return queryset.of_late().filter(ord=self.value()) if self.value() else queryset


@admin.register(ForgaevesSoegning)
class ForgaevesSoegningAdmin(ReadOnly, LoggedAdmin):
    """What citizens sought in vain, so that someone may offer it or name it.

    What was typed only once may be a name, and is not shown.
    """

    list_display = ["ord", "dato", "antal", "has_synonym"]
    list_filter = [OfLateFilter]
    search_fields = ["ord"]
    actions = ["make_synonym"]

    def get_queryset(self, request):
        same = Synonym.objects.filter(ord=OuterRef("ord"))
        rows = super().get_queryset(request).several_times()
        return rows.annotate(has_synonym=Exists(same))

    @admin.display(description="har et synonym", boolean=True)
    def has_synonym(self, soegning):
        return soegning.has_synonym

    def has_make_synonym_permission(self, request):
        return request.user.has_perm("grundlag.add_synonym")

    @admin.action(
        description="Lav et synonym",
        permissions=["make_synonym"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def make_synonym(self, request, queryset):
        words = set(queryset.values_list("ord", flat=True))
        if len(words) != 1:
            self.message_user(request, "Vælg ét ord ad gangen.", messages.WARNING)
            return None
        address = reverse("admin:grundlag_synonym_add")
        return HttpResponseRedirect(f"{address}?{urlencode({'ord': words.pop()})}")
