from decimal import Decimal

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone

from puljer import sagsliste
from puljer.admin.ansoegning_indtast import Indtastning
from puljer.admin.ansoegning_side import Sagsside
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning, Pulje, Runde
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.amounts import format_oere


class VenterFilter(admin.SimpleListFilter):
    """What the parts of the front page count."""

    title = "det, der venter"
    parameter_name = "venter"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _) in sagsliste.WAITS.items()]

    def queryset(self, request, queryset):
        chosen = sagsliste.WAITS.get(self.value())
        return chosen[1](queryset, request.user) if chosen else queryset


class PuljeFilter(admin.SimpleListFilter):
    title = "pulje"
    parameter_name = "pulje"

    def lookups(self, request, model_admin):
        mine = Pulje.objects.visible_to(request.user)
        return [(str(pulje.pk), pulje.navn) for pulje in mine]

    def queryset(self, request, queryset):
        return narrowed(queryset, "runde__pulje", self.value())


class RundeFilter(admin.SimpleListFilter):
    """Rounds of the chosen pool: of all pools they would be too many."""

    title = "runde"
    parameter_name = "runde"

    def lookups(self, request, model_admin):
        mine = Runde.objects.filter(pulje__in=Pulje.objects.visible_to(request.user))
        pulje, chosen = request.GET.get("pulje"), request.GET.get(self.parameter_name)
        if not pulje:
            rounds = narrowed(mine, "pk", chosen or "0")
        else:
            rounds = narrowed(mine, "pulje", pulje)
        return [(str(runde.pk), runde.navn) for runde in rounds]

    def queryset(self, request, queryset):
        return narrowed(queryset, "runde", self.value())


def narrowed(queryset, name, value):
    if value is None:
        return queryset
    is_number = value.isascii() and value.isdigit()
    return queryset.filter(**{name: value[:18]}) if is_number else queryset.none()


@admin.register(Ansoegning)
class AnsoegningAdmin(Indtastning, Sagsside, ReadOnly, LoggedAdmin):
    """Applications to one's own pools. What was sent is edited by no one.

    The list says what was sent last. A draft is there by who writes it, so that staff
    can help on the telephone, and no more.
    """

    bestemt = "ansøgningen"
    change_list_template = "admin/puljer/ansoegning/change_list.html"
    list_display = [
        "nr",
        "ansoeger",
        "titel_sendt",
        "pulje",
        "ansoegt",
        "modtaget",
        "maerker",
        "behandler",
    ]
    list_display_links = ["nr", "ansoeger"]
    list_filter = [
        VenterFilter,
        "status",
        PuljeFilter,
        RundeFilter,
        "rettidig",
        "ansoegertype",
        "modtagevej",
    ]
    search_fields = ["nummer"]  # `get_search_results` knows the rest.
    search_help_text = "Nummer, navn, CVR-nummer, projekt, kontaktperson eller e-mail."
    show_full_result_count = False
    actions = None
    # Who the contacts are stays in the portal, where it is deleted in time.
    export_fields = [
        "nr",
        "pulje",
        "runden",
        "ansoeger",
        "titel_sendt",
        "ansoegt_kr",
        "status",
        "modtaget_den",
        "rettidig",
        "fristskoen",
        "modtagevej",
        "behandler",
    ]

    def get_queryset(self, request):
        rows = sagsliste.listed(super().get_queryset(request))
        return rows.select_related("runde__pulje", "institution", "behandler")

    def get_search_results(self, request, queryset, search_term):
        return sagsliste.sought(queryset, search_term), False

    def changelist_view(self, request, extra_context=None):
        rows = Ansoegning.objects.visible_to(request.user)
        counts = [
            (name, label, find(rows, request.user).count())
            for name, (label, find) in sagsliste.WAITS.items()
        ]
        context = {
            "counts": [count for count in counts if count[2]],
            "may_assist": self.has_assist_permission(request),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="nummer", ordering="nummer")
    def nr(self, obj):
        return obj.nummer or "Kladde"

    @admin.display(description="ansøger")
    def ansoeger(self, obj):
        return sagsliste.ansoeger(obj) or "Uden navn endnu"

    @admin.display(description="projekt", ordering="sendt_om_jer__titel")
    def titel_sendt(self, obj):
        return obj.sendt_om_jer["titel"] if obj.sendt_om_jer else ""

    @admin.display(description="pulje", ordering="runde__pulje__navn")
    def pulje(self, obj):
        return obj.runde.pulje.navn

    @admin.display(description="runde", ordering="runde__navn")
    def runden(self, obj):
        return obj.runde.navn

    @admin.display(description="ansøgt", ordering="sendt_oere")
    def ansoegt(self, obj):
        return f"{format_oere(obj.sendt_oere)} kr." if obj.sendt_oere else ""

    @admin.display(description="ansøgt, kr.", ordering="sendt_oere")
    def ansoegt_kr(self, obj):
        return Decimal(obj.sendt_oere) / 100 if obj.sendt_oere else None

    @admin.display(description="modtaget", ordering="modtaget_den", empty_value="")
    def modtaget(self, obj):
        return obj.modtaget_den and timezone.localdate(obj.modtaget_den)

    @admin.display(description="status", ordering="status")
    def maerker(self, obj):
        template = "admin/puljer/ansoegning/maerker.html"
        is_new = obj.status == AnsoegningStatus.MODTAGET and not obj.behandler_id
        return render_to_string(template, {"ansoegning": obj, "is_new": is_new})
