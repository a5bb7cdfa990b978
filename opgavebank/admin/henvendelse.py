from django.contrib import admin
from django.db.models import Case, Value, When
from django.template.loader import render_to_string

from opgavebank import indbakke
from opgavebank.admin.indbakke import Indbakke
from opgavebank.choices import HenvendelseStatus
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.models import Institution

_UNANSWERED_FIRST = Case(
    When(status=HenvendelseStatus.NY, paa_venteliste=False, then=Value(0)),
    default=Value(1),
).asc()


class WaitsFilter(admin.SimpleListFilter):
    """What the parts of the front page count."""

    title = "det, der venter"
    parameter_name = "venter"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _) in indbakke.WAITS.items()]

    def queryset(self, request, queryset):
        chosen = indbakke.WAITS.get(self.value())
        return chosen[1](queryset) if chosen else queryset


class InstitutionFilter(admin.SimpleListFilter):
    """Of one's own places those that someone has written to."""

    title = "institution"
    parameter_name = "institution"

    def lookups(self, request, model_admin):
        mine = Henvendelse.objects.visible_to(request.user).values("institution")
        places = Institution.objects.filter(pk__in=mine)
        found = [(str(place.pk), place.navn) for place in places]
        return found if len(found) > 1 else []

    def queryset(self, request, queryset):
        return _narrowed(queryset, "institution", self.value())


class OpslagFilter(admin.SimpleListFilter):
    """Posts that someone has asked about; where one has all places, of the chosen."""

    title = "opslag"
    parameter_name = "opslag"

    def lookups(self, request, model_admin):
        mine = Henvendelse.objects.visible_to(request.user)
        chosen = request.GET.get("opslag")
        if place := request.GET.get("institution"):
            mine = _narrowed(mine, "institution", place)
        elif request.user.has_perm("grundlag.manage_alle_institutioner"):
            mine = _narrowed(mine, "opslag", chosen) if chosen else mine.none()
        posts = Opslag.objects.filter(pk__in=mine.values("opslag")).order_by("titel")
        return [(str(opslag.pk), opslag.titel) for opslag in posts]

    def queryset(self, request, queryset):
        return _narrowed(queryset, "opslag", self.value())


def _narrowed(queryset, name, value):
    if value is None:
        return queryset
    is_number = value.isascii() and value.isdigit()
    return queryset.filter(**{name: value[:18]}) if is_number else queryset.none()


@admin.register(Henvendelse)
class HenvendelseAdmin(Indbakke, ReadOnly, LoggedAdmin):
    """The institution's inbox. What a citizen wrote is not edited by anyone."""

    bestemt = "henvendelsen"
    sentences = {
        "modtog": "skrev til jer",
        "noterede": "skrev en note",
        "tilføjede": "skrev mere",
        "noterede et opkald": "noterede et opkald",
        "svarede": "svarede igen",
        "ændrede status Kontaktet": "markerede henvendelsen som kontaktet",
        "ændrede status Aftalt": "noterede en aftale",
        "ændrede status Ikke et match": "afsluttede uden en aftale",
        "ændrede status Trukket": "noterede, at borgeren ikke vil alligevel",
        "ændrede status Intet svar": "afsluttede, da ingen havde sagt noget i 60 dage",
        "ændrede status": "ændrede henvendelsens status",
    }
    change_list_template = "admin/opgavebank/henvendelse/change_list.html"
    list_filter = [WaitsFilter, "status", InstitutionFilter, OpslagFilter]
    list_select_related = ["opslag", "institution"]
    search_fields = ["navn", "email", "telefon"]
    show_full_result_count = False
    actions = None
    # Whose they are stays in the portal, where it is deleted in time.
    export_fields = [
        "opslag",
        "institution",
        "status",
        "paa_venteliste",
        "oprettet_den",
        "kontaktet_den",
        "svarvej",
        "svar_hverdage",
        "aftalt_den",
        "lukket_den",
    ]

    def changelist_view(self, request, extra_context=None):
        may = {"may_answer": self.has_answer_permission(request)}
        context = {"title": "Indbakke", **may} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        related = rows.select_related("opslag", "institution")
        return related.prefetch_related("institution__lukkedage")

    def get_ordering(self, request):
        return [_UNANSWERED_FIRST, "-oprettet_den", "-pk"]

    def get_list_display(self, request):
        """At one's only place the column would say the same all the way down."""
        columns = ["hvem", "opslag", "maerke", "venter", "oprettet_den"]
        mine = Institution.objects.visible_to(request.user)[:2]
        return columns if len(mine) == 1 else [*columns, "institution"]

    @admin.display(description="navn", ordering="navn")
    def hvem(self, obj):
        return obj.navn or "Slettet"

    @admin.display(description="status", ordering="status")
    def maerke(self, obj):
        template = "admin/opgavebank/henvendelse/maerke.html"
        return render_to_string(template, {"henvendelse": obj})

    @admin.display(description="venter på svar", empty_value="")
    def venter(self, obj):
        return indbakke.since(indbakke.waited(obj)) if obj.is_unanswered else ""
