from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from rudersdal_frivillig.grundlag import actions, roles
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, LoggedInline
from rudersdal_frivillig.grundlag.forms import InviteForm
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Institution,
    Institutionsrolle,
    Redaktoerrolle,
    Rolle,
    Udvalg,
    Udvalgsmedlemskab,
)


class InstitutionsrolleInline(LoggedInline):
    """A role is given by an invitation and ends with its last day."""

    model = Institutionsrolle
    can_delete = False
    fields = ["institution", "rolle", "fra", "til"]
    readonly_fields = ["institution", "rolle", "fra"]

    def get_queryset(self, request):
        user = request.user
        return (
            super()
            .get_queryset(request)
            .filter(
                institution__in=Institution.objects.led_by(user),
                rolle__in=actions.invitable_roles(user),
            )
        )

    def has_add_permission(self, request, obj=None):
        return False


class RedaktoerrolleInline(LoggedInline):
    """For those who may invite to it; the permission is theirs alone."""

    model = Redaktoerrolle
    can_delete = False
    fields = ["fagomraade", "fra", "til"]
    readonly_fields = ["fagomraade", "fra"]

    def get_queryset(self, request):
        seen = actions.invitable_fagomraader(request.user)
        return super().get_queryset(request).filter(fagomraade__in=seen)

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Bruger)
class BrugerAdmin(LoggedAdmin):
    bestemt = "brugeren"
    sentences = {
        "inviterede igen": "inviterede brugeren igen",
        "fik adgang": "gav brugeren adgang",
        "mistede adgang": "tog adgang fra brugeren",
        "gjorde anonym": "gjorde brugeren anonym",
    }
    list_display = ["navn", "email", "funktion", "steder", "has_chosen_password"]
    list_filter = ["is_active", "groups"]
    export_fields = [*list_display, "telefon", "is_active", "oprettet_den"]
    search_fields = ["navn", "email"]
    inlines = [InstitutionsrolleInline, RedaktoerrolleInline]
    filter_horizontal = ["groups"]
    actions = ["invite_again"]

    def get_queryset(self, request):
        seen = Institution.objects.visible_to(request.user)
        roller = Institutionsrolle.objects.active().filter(institution__in=seen)
        queryset = super().get_queryset(request).filter(anonymiseret_den=None)
        return queryset.prefetch_related(
            Prefetch(
                "institutionsroller",
                queryset=roller.select_related("institution"),
                to_attr="seen_roller",
            )
        )

    def get_fields(self, request, obj=None):
        fields = ["navn", "email", "funktion", "telefon", "is_active"]
        if request.user.has_perm("auth.change_group"):
            fields += ["groups"]
        return fields

    def get_readonly_fields(self, request, obj=None):
        if request.user.has_perm("grundlag.manage_alle_institutioner"):
            return ["email"]
        return ["email", "is_active"]  # They may work in other places too.

    def get_list_filter(self, request):
        return self.list_filter if request.user.has_perm("auth.change_group") else []

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or self._is_in_charge_of(request.user, obj))

    def _is_in_charge_of(self, user, bruger):
        """Coordinators, of all but administrators; leaders, of staff wholly theirs."""
        if user.has_perm("auth.change_group"):
            return True
        if bruger.is_superuser or bruger.groups.filter(name=roles.ADMINISTRATOR):
            return False
        if user.has_perm("grundlag.manage_alle_institutioner"):
            return True
        elsewhere = bruger.institutionsroller.active().exclude(
            institution__in=Institution.objects.led_by(user)
        )
        has_more = bruger.groups.exclude(name__in=Rolle.labels)
        return bruger != user and not elsewhere.exists() and not has_more.exists()

    def history_view(self, request, object_id, extra_context=None):
        bruger = self.get_object(request, object_id)
        if not self.has_change_permission(request, bruger):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="arbejder på")
    def steder(self, bruger):
        return ", ".join(str(rolle.institution) for rolle in bruger.seen_roller)

    @admin.display(description="har valgt adgangskode", boolean=True)
    def has_chosen_password(self, bruger):
        return bruger.has_usable_password()

    def construct_change_message(self, request, form, formsets, add=False):
        changes = super().construct_change_message(request, form, formsets, add)
        if "groups" in changes:
            before, after = changes.pop("groups")
            before = [group for group in before if group.name not in roles.WITH_DATES]
            if set(before) != set(after):
                changes["groups"] = (before, after)
        return changes

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            # The others follow from a role with dates.
            kwargs["queryset"] = Group.objects.exclude(name__in=roles.WITH_DATES)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        # The form shows only the other groups, and would take these.
        dated = list(form.instance.groups.filter(name__in=roles.WITH_DATES))
        super().save_related(request, form, formsets, change)
        form.instance.groups.add(*dated)
        # Someone whose role was prolonged gets its abilities at once.
        actions.align_groups([form.instance])

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteForm(request.POST or None, by=request.user)
        if form.is_valid():
            try:
                return redirect(
                    form.perform_once(request.path, lambda: self._invite(request, form))
                )
            except ValidationError as error:
                form.add_error(None, error)
        context = {
            **self.admin_site.each_context(request),
            "title": "Invitér en medarbejder",
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/invite.html", context)

    def _invite(self, request, form):
        bruger = form.invite(by=request.user)
        told = "er inviteret med en mail"
        if bruger.has_usable_password():
            told = "havde allerede en bruger, har nu også rollen og har fået en mail"
        self.message_user(request, f"{bruger} {told}.", messages.SUCCESS)
        return reverse("admin:grundlag_bruger_changelist")

    @admin.action(
        description="Send invitationen igen",
        permissions=["add"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def invite_again(self, request, queryset):
        for bruger in queryset:
            try:
                actions.invite_again(bruger, by=request.user)
            except ValidationError as error:
                self.message_user(request, error.message, messages.ERROR)
            else:
                sent = f"{bruger} har fået en ny invitation."
                self.message_user(request, sent, messages.SUCCESS)


class UdvalgsmedlemskabInline(LoggedInline):
    model = Udvalgsmedlemskab
    autocomplete_fields = ["bruger"]
    fields = ["navn", "udpeget_af", "rolle", "bruger", "fra", "til"]


@admin.register(Udvalg)
class UdvalgAdmin(LoggedAdmin):
    bestemt = "udvalget"
    list_display = ["navn", "slags", "nedsat", "nedlagt"]
    list_filter = ["slags", ("nedlagt", admin.EmptyFieldListFilter)]
    export_fields = [*list_display, "mandat"]
    search_fields = ["navn"]
    inlines = [UdvalgsmedlemskabInline]
