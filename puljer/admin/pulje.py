from django.contrib import admin, messages
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.db.models import Q, TextField
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.urls import reverse

from puljer.admin.drift import Idriftsaettelse
from puljer.admin.fieldsets import FIELDSETS
from puljer.admin.pulje_forms import PuljeForm, SpoergsmaalForm, SpoergsmaalFormSet
from puljer.models import Adgangskrav, Kriterium, Pulje, Spoergsmaal
from puljer.workplace import WAITS
from rudersdal_frivillig.grundlag.admin.logged import (
    LoggedAdmin,
    LoggedStackedInline,
)
from rudersdal_frivillig.grundlag.models import Bruger

_FEW_LINES = {TextField: {"widget": AdminTextareaWidget({"rows": 3})}}


class WaitsFilter(admin.SimpleListFilter):
    """What the parts of the front page count."""

    title = "det, der venter"
    parameter_name = "venter"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _) in WAITS.items()]

    def queryset(self, request, queryset):
        if self.value() not in WAITS:
            return queryset
        return queryset.filter(pk__in=WAITS[self.value()][1](request.user).values("pk"))


class AdgangskravInline(LoggedStackedInline):
    model = Adgangskrav
    formfield_overrides = _FEW_LINES
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("raekkefoelge", "skal_vaere_ja"),
                    "spoergsmaal",
                    "regel",
                    "andet_sted",
                ]
            },
        )
    ]


class KriteriumInline(LoggedStackedInline):
    model = Kriterium
    formfield_overrides = _FEW_LINES
    lines = ["ankre"]
    fieldsets = [
        (
            None,
            {"fields": [("raekkefoelge", "vaegt"), "titel", "beskrivelse", "ankre"]},
        )
    ]


class SpoergsmaalInline(LoggedStackedInline):
    model = Spoergsmaal
    form = SpoergsmaalForm
    formset = SpoergsmaalFormSet
    fk_name = "pulje"
    lines = ["valgmuligheder"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("raekkefoelge", "afsnit"),
                    "tekst",
                    "hjaelp",
                    ("slags", "mest_ord", "skal_besvares"),
                    "valgmuligheder",
                    ("kriterium", "regel"),
                    ("vis_hvis", "vis_hvis_svar"),
                ]
            },
        )
    ]


@admin.register(Pulje)
class PuljeAdmin(Idriftsaettelse, LoggedAdmin):
    """A pool is set up in the order of its public page, and put in operation by two."""

    form = PuljeForm
    bestemt = "puljen"
    sentences = {
        "lukkede": "lukkede puljen",
        "satte i drift": "satte puljen i drift",
        "sendte tilbage": "sendte puljen tilbage",
    }
    list_display = ["navn", "stoetteform", "tilstand", "kompetent_organ", "aendret_den"]
    list_filter = [WaitsFilter, "stoetteform"]
    search_fields = ["navn", "manchet", "sagsnummer"]
    fieldsets = FIELDSETS
    inlines = [AdgangskravInline, KriteriumInline, SpoergsmaalInline]
    formfield_overrides = {
        TextField: {"widget": AdminTextareaWidget({"rows": 6})},
    }

    def get_inlines(self, request, obj):
        # Rows point to one another, so the pool must be there first.
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        # Once it has been shown, other pages lead to the address.
        return ["slug"] if obj and obj.skemaer.approved().exists() else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["navn"]}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # No way from here to invite or change a colleague.
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "sagsbehandlere":
            able = Bruger.objects.filter(is_active=True).filter(
                Q(groups__permissions__codename="change_pulje")
                | Q(puljer__isnull=False)
                | Q(pk=request.user.pk)
            )
            kwargs |= {"queryset": able.distinct(), "widget": CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        # A question lets go of its criterion before that is deleted.
        ordered = sorted(formsets, key=lambda formset: formset.model is Kriterium)
        super().save_related(request, form, ordered, change)
        if not change:
            form.instance.sagsbehandlere.add(request.user)

    def response_add(self, request, obj, post_url_continue=None):
        said = "Puljen er gemt. Nu kan du lave kriterier, spørgsmål og runder."
        self.message_user(request, said, messages.SUCCESS)
        page = reverse("admin:puljer_pulje_change", args=[obj.pk])
        return HttpResponseRedirect(page)

    def view_on_site(self, obj):
        is_public = Pulje.objects.public().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if is_public else None

    def has_delete_permission(self, request, obj=None):
        # A pool is closed. Its applications are kept as long as it says.
        return False
