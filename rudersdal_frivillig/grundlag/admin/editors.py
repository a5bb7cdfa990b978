"""Two editors at once: the second is told, sees both, and loses nothing."""

from collections import Counter

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import models, transaction
from django.db.models import Max
from django.http import Http404
from django.template.response import TemplateResponse

from rudersdal_frivillig.grundlag import log, readable, typed
from rudersdal_frivillig.grundlag.admin.conflict import (
    CODE,
    SEEN,
    Halted,
    Seen,
    Stored,
    merge,
)
from rudersdal_frivillig.grundlag.admin.sent import mark, sent
from rudersdal_frivillig.grundlag.admin.timeline import Timeline
from rudersdal_frivillig.grundlag.models import Logpost
from rudersdal_frivillig.grundlag.versions import version


class TwoEditors:
    """For a `ModelAdmin`: its change forms know when someone else has saved."""

    def lock(self, obj):
        """Let no one else save the same while this transaction lasts."""
        self.model._base_manager.select_for_update().get(pk=obj.pk)

    def acts_on_what_was_read(self, request):
        """Whether the button says more of what the form showed than "save this"."""
        return False

    def current(self, obj):
        """The row that holds what `obj` says now."""
        return obj

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if conflict := getattr(request, "conflict", None):
            facts = {"conflict": conflict, "model_admin": self}
            return type(form.__name__, (Halted, form), facts)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with transaction.atomic():
            told = None
            if request.method == "POST" and object_id and self._is_saving(request):
                told = self._meet_the_other(request, object_id)
            return told or super().changeform_view(
                request, object_id, form_url, extra_context
            )

    def _is_saving(self, request):
        buttons = {"_save", "_continue", "_addanother"}
        if "_saveasnew" in request.POST:
            return False
        return "CHANGE_FORM-action" not in request.POST or buttons & set(request.POST)

    def _meet_the_other(self, request, object_id):
        """Answers only where nothing can be saved any more."""
        if SEEN not in request.POST:
            return None
        seen = Seen.read(request.POST[SEEN])
        try:
            obj = self.get_object(request, unquote(object_id))
        except Http404:
            return self._too_late(request, [])
        if not self.has_change_permission(request, obj):
            return self._too_late(request, self._since(obj, seen))
        stored = self._stored(request, self.current(obj))
        data = request.POST.copy()
        conflict = merge(data, request.FILES, seen, stored)
        request.POST = data
        request.seen = stored.seen()
        must_tell = conflict.mine or self.acts_on_what_was_read(request)
        if seen.version != stored.version and must_tell:
            conflict.posts = self._since(self.current(obj), seen)
            request.conflict = conflict
        return None

    def _too_late(self, request, posts):
        """A page with the texts that were typed, if they are this person's."""
        if typed.owner_of(request) != request.user.pk:
            return None
        texts = [
            (field.verbose_name, request.POST[field.name])
            for field in self.opts.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
            and not field.choices
            and request.POST.get(field.name)
        ]
        timeline = Timeline(self)
        context = {
            **self.admin_site.each_context(request),
            "title": "Det kan ikke gemmes længere",
            "opts": self.opts,
            "entries": [timeline.read(post) for post in posts],
            "texts": texts,
        }
        return TemplateResponse(request, "admin/too_late.html", context, status=409)

    def _since(self, obj, seen):
        posts = self._logposter(obj).filter(pk__gt=seen.log)
        return list(posts.select_related("hvem"))

    def _logposter(self, obj):
        return Logpost.objects.about(obj).prefetch_related("vaerdier")

    def _stored(self, request, obj):
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=names)(instance=obj)
        formsets, prefixes = [], Counter()
        for FormSet, inline in self.get_formsets_with_inlines(request, obj):
            prefix = FormSet.get_default_prefix()
            prefixes[prefix] += 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            if inline.has_change_permission(request, obj):
                rows = inline.get_queryset(request)
                formsets.append(FormSet(instance=obj, prefix=prefix, queryset=rows))
        return self._seen_as(obj, form, formsets)

    def _seen_as(self, obj, form, formsets):
        current = self.current(obj)
        rows = [row.instance for formset in formsets for row in formset.initial_forms]
        many = {field.name for field in obj._meta.many_to_many}
        more = [mark(sent(bound)) for bound in form if bound.name in many]
        last = self._logposter(current).aggregate(last=Max("pk"))["last"] or 0
        return Stored(form, formsets, version(current, *rows, more=more), last)

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj and self.has_change_permission(request, obj):
            seen = getattr(request, "seen", None)
            if request.method != "POST" and not seen:
                formsets = [
                    inline.formset
                    for inline in context["inline_admin_formsets"]
                    if inline.has_change_permission
                ]
                form = context["adminform"].form
                seen = self._seen_as(obj, form, formsets).seen()
            context |= {"seen_name": SEEN, "seen": seen}
        if conflict := getattr(request, "conflict", None):
            context["conflict"] = self._told(request, conflict)
            if _is_whole(context):
                context["errors"] = []
        return super().render_change_form(request, context, *args, **kwargs)

    def _told(self, request, conflict):
        """For the summary over the form."""
        timeline = Timeline(self)
        own = {post.hvem == request.user for post in conflict.posts}
        rows = [(row, self._described_row(row.row)) for row in conflict.rows]
        return {
            "is_own": own == {True},
            "entries": [timeline.read(post) for post in conflict.posts],
            "both": conflict.both,
            "taken": conflict.taken,
            "rows": rows,
        }

    def described(self, bound):
        """What is stored in the field of a form that was not sent, in words."""
        return _in_words(bound.form.instance, bound.name)

    def _described_row(self, form):
        if form is None:
            return ""
        visible = [bound for bound in form.visible_fields() if bound.name != "DELETE"]
        words = [(bound.label, self.described(bound)) for bound in visible]
        shown = [f"{label}: {text}" for label, text in words if text]
        return f"{form.instance} ({', '.join(shown)})" if shown else str(form.instance)


def _is_whole(context):
    """Whether there is nothing to mend but what another editor did."""
    faults = context["adminform"].form.errors.as_data().values()
    own = [fault for found in faults for fault in found if fault.code != CODE]
    rows = [inline.formset for inline in context["inline_admin_formsets"]]
    return not own and all(formset.is_valid() for formset in rows)


def _in_words(obj, name):
    field = readable.field_of(type(obj), name)
    if field is None:
        return ""  # The form's own.
    value = getattr(obj, name)
    if field.many_to_many:
        value = value.all()
    return readable.as_read(field, log.as_text(value))
