from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.http import HttpResponseRedirect
from django.urls import reverse

from opgavebank import actions, facts
from opgavebank.choices import Arrangoer, Hyppighed, Indsatsstatus
from opgavebank.models import Frivilligindsats
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin
from rudersdal_frivillig.grundlag.models import Institution

BOTH = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


class NeedFilter(admin.SimpleListFilter):
    title = "behov"
    parameter_name = "mangler"

    def lookups(self, request, model_admin):
        return [("1", "Mangler nogen")]

    def queryset(self, request, queryset):
        return queryset.with_need() if self.value() else queryset


@admin.register(Frivilligindsats)
class FrivilligindsatsAdmin(LoggedAdmin):
    """A place's own list, and the coordinator's view across all of them."""

    bestemt = "frivilligindsatsen"
    sentences = {"ændrede status": "ændrede frivilligindsatsens status"}
    list_display = ["hvad", "institution", "status", "behov", "forening", "aendret_den"]
    list_select_related = ["institution"]
    search_fields = ["hvad", "forening", "behov", "institution__navn"]
    actions = ["make_opslag", "mark_i_gang", "mark_oensket", "mark_tidligere"]
    fieldsets = [
        (None, {"fields": ["hvad", "institution", "status", "maalgrupper"]}),
        (
            "Hvem hjælper",
            {
                "description": "Skriv foreninger og grupper, aldrig personer.",
                "fields": ["forening", ("hyppighed", "antal")],
            },
        ),
        ("Behov", {"fields": ["behov", "note"]}),
    ]

    formfield_overrides = {
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}
    }

    def changelist_view(self, request, extra_context=None):
        context = {"title": "Frivilligoverblik"} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_list_display(self, request):
        """At one's only place the column would say the same all the way down."""
        mine = Institution.objects.visible_to(request.user)[:2]
        if len(mine) > 1:
            return self.list_display
        return [name for name in self.list_display if name != "institution"]

    def get_list_filter(self, request):
        if request.user.has_perm("grundlag.manage_alle_institutioner"):
            places = ["institution__fagomraade", "institution__omraade"]
            return ["status", NeedFilter, *places]
        return ["status", NeedFilter]

    def get_readonly_fields(self, request, obj=None):
        return ["status"] if obj else []

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        mine = Institution.objects.visible_to(request.user)[:2]
        if len(mine) == 1:
            initial.setdefault("institution", mine[0].pk)
        return initial

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            kwargs["queryset"] = Institution.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "hyppighed":
            # Its own labels follow a duration: "1 time om ugen".
            kwargs["choices"] = [(one.value, facts.how_often(one)) for one in Hyppighed]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_make_opslag_permission(self, request):
        return request.user.has_perm("opgavebank.add_opslag")

    @admin.action(
        description="Opret opslag herfra", permissions=["make_opslag"], location=BOTH
    )
    def make_opslag(self, request, queryset):
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, "Vælg én ad gangen.", messages.WARNING)
            return None
        address = reverse("admin:opgavebank_opslag_add")
        query = urlencode({"indsats": chosen[0].pk})
        return HttpResponseRedirect(f"{address}?{query}")

    @admin.action(description="Er i gang", permissions=["change"], location=BOTH)
    def mark_i_gang(self, request, queryset):
        self._mark(request, queryset, Indsatsstatus.I_GANG)

    @admin.action(description="Ønskes", permissions=["change"], location=BOTH)
    def mark_oensket(self, request, queryset):
        self._mark(request, queryset, Indsatsstatus.OENSKET)

    @admin.action(description="Er slut", permissions=["change"], location=BOTH)
    def mark_tidligere(self, request, queryset):
        self._mark(request, queryset, Indsatsstatus.TIDLIGERE)

    def _mark(self, request, queryset, status):
        for indsats in queryset:
            try:
                actions.mark_indsats(indsats, status, by=request.user)
            except ValidationError as error:
                for message in error.messages:
                    self.message_user(request, f"{indsats}: {message}", messages.ERROR)
            else:
                said = f"{indsats}: {status.label.lower()}."
                self.message_user(request, said, messages.SUCCESS)


def opslag_from(indsats):
    """What the form of a new post begins with."""
    institution = indsats.institution
    return {
        "titel": indsats.hvad,
        "institution": institution.pk,
        "maalgrupper": indsats.maalgrupper,
        "hyppighed": indsats.hyppighed,
        "arrangoer": Arrangoer.FORENING if indsats.forening else Arrangoer.KOMMUNEN,
        "forening_navn": indsats.forening,
        "resume": indsats.behov,
    }
