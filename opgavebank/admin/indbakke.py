"""The page of an enquiry: what was written, what came of it, and what to do now."""

from functools import partial
from itertools import chain

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from opgavebank import actions, indbakke
from opgavebank.admin.handlinger import GRUPPER, HANDLINGER, offered
from opgavebank.admin.indbakke_forms import OpkaldFraBorgerForm
from opgavebank.admin.svarforslag import FORSLAG, begin
from opgavebank.choices import Ordslags
from rudersdal_frivillig.grundlag.admin.timeline import Timeline, who
from rudersdal_frivillig.grundlag.models import Logpost

# Of these the words themselves are shown.
_IN_WORDS = ["noterede", "tilføjede", "noterede et opkald"]
_SAID = {
    Ordslags.NOTE: "skrev en note",
    Ordslags.OPKALD: "talte med borgeren",
    Ordslags.SVAR: "sendte et svar",
    Ordslags.TILFOEJELSE: "Borgeren skrev mere",
}


class Overtaken(Exception):
    """Someone else did something to the enquiry since its page was opened."""


class Indbakke:
    """For `HenvendelseAdmin`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.telefon)
        name = "opgavebank_henvendelse_telefon"
        return [path("telefon/", view, name=name), *super().get_urls()]

    def has_answer_permission(self, request):
        return request.user.has_perm("opgavebank.change_henvendelse")

    def lock(self, obj):
        # The post comes first, as in the actions.
        actions.lock(obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        henvendelse = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, henvendelse):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, henvendelse)
        if not self.has_answer_permission(request):
            raise PermissionDenied
        return self._act(request, henvendelse)

    def _act(self, request, henvendelse):
        name = request.POST.get("handling", "")
        if name not in HANDLINGER or henvendelse.indhold_slettet_den:
            return self._page(request, henvendelse)
        if request.POST.get("begynd") in FORSLAG:
            return self._page(request, henvendelse, _begun(request, henvendelse))
        one, auto_id = HANDLINGER[name], f"{name}_%s"
        initial = one.initial(henvendelse)
        form = one.form(request.POST.dict(), initial=initial, auto_id=auto_id)
        if form.is_valid():
            perform = partial(self._perform, request, henvendelse, form)
            try:
                address = form.perform_once(request.path, perform)
            except Overtaken:
                return self._page(request, henvendelse, form, overtaken=True)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, HANDLINGER[name].said)
                return HttpResponseRedirect(address)
        return self._page(request, henvendelse, form)

    def _perform(self, request, henvendelse, form):
        if self._news(request, henvendelse, form).exists():
            raise Overtaken
        name = form.cleaned_data["handling"]
        HANDLINGER[name].do(henvendelse, form, request.user)
        return request.path

    def _news(self, request, henvendelse, form):
        """What others did since the page was opened."""
        rows = Logpost.objects.about(henvendelse).exclude(hvem=request.user)
        return rows.filter(pk__gt=form.cleaned_data["laest"])

    def _page(self, request, henvendelse, sent=None, *, overtaken=False):
        news = self._told(request, henvendelse, sent) if overtaken else []
        henvendelse = self.get_queryset(request).get(pk=henvendelse.pk)
        days = indbakke.waited(henvendelse) if henvendelse.is_unanswered else None
        context = {
            **self.admin_site.each_context(request),
            "title": henvendelse.navn or "Slettet henvendelse",
            "opts": self.opts,
            "henvendelse": henvendelse,
            "waited": "" if days is None else indbakke.since(days),
            "place": _place_in_line(henvendelse),
            "history": self._history(henvendelse),
            "news": news,
            "groups": self._groups(request, henvendelse, sent),
            "forslag": FORSLAG,
        }
        template = "admin/opgavebank/henvendelse/indbakke.html"
        status = 409 if overtaken else 200
        return TemplateResponse(request, template, context, status=status)

    def _told(self, request, henvendelse, sent):
        timeline = Timeline(self)
        rows = self._news(request, henvendelse, sent).select_related("hvem")
        return [timeline.read(post) for post in rows.prefetch_related("vaerdier")]

    def _groups(self, request, henvendelse, sent):
        """What can be done. The form that was sent keeps what it says."""
        if not self.has_answer_permission(request):
            return []
        forms = self._forms(henvendelse, sent)
        groups = [
            {
                "title": title,
                "forms": [
                    (HANDLINGER[one], forms[one]) for one in names if one in forms
                ],
            }
            for title, names in GRUPPER.items()
        ]
        return [group for group in groups if group["forms"]]

    def _forms(self, henvendelse, sent):
        rows = Logpost.objects.about(henvendelse)
        laest = rows.aggregate(last=Max("pk"))["last"] or 0
        forms = {}
        for name in offered(henvendelse):
            one = HANDLINGER[name]
            initial = {"handling": name, "laest": laest, **one.initial(henvendelse)}
            forms[name] = one.form(initial=initial, auto_id=f"{name}_%s")
        if sent and sent.is_bound:
            # What is told on this page has been read.
            sent.data = sent.data | {"laest": laest}
        if sent:
            forms[sent["handling"].value()] = sent
        return forms

    def _history(self, henvendelse):
        """What was said and done, newest first."""
        timeline = Timeline(self)
        posts = Logpost.objects.about(henvendelse).exclude(handling__in=_IN_WORDS)
        posts = posts.exclude(handling="svarede", hvem__isnull=False)
        posts = posts.select_related("hvem").prefetch_related("vaerdier")
        done = [(post.skete_den, timeline.read(post).sentence, "") for post in posts]
        words = henvendelse.ord.select_related("af")
        said = [(one.oprettet_den, _said(one), one.tekst) for one in words]
        return sorted(chain(said, done), key=lambda entry: entry[0], reverse=True)

    def telefon(self, request):
        """One who rang. They have their answer already."""
        if not self.has_answer_permission(request):
            raise PermissionDenied
        initial = {"opslag": request.GET.get("opslag", "")}
        form = OpkaldFraBorgerForm(
            request.POST or None, initial=initial, by=request.user
        )
        if form.is_valid():
            perform = partial(_receive_call, form, request.user)
            try:
                address = form.perform_once(request.path, perform)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, "Henvendelsen er noteret.")
                return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "title": "Noter en henvendelse, der kom på telefonen",
            "opts": self.opts,
            "form": form,
        }
        template = "admin/opgavebank/henvendelse/telefon.html"
        return TemplateResponse(request, template, context)


def _receive_call(form, by):
    henvendelse = form.henvendelse
    opslag, tekst = form.cleaned_data["opslag"], form.cleaned_data["tekst"]
    actions.receive_call(henvendelse, opslag, tekst, by=by)
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


def _begun(request, henvendelse):
    """The answer as far as it was written, with the words of a proposal."""
    text = begin(request.POST.get("tekst", ""), request.POST["begynd"], henvendelse)
    initial = {"handling": "svar", "laest": request.POST.get("laest"), "tekst": text}
    return HANDLINGER["svar"].form(initial=initial, auto_id="svar_%s")


def _said(ord):
    if ord.slags == Ordslags.TILFOEJELSE:
        return _SAID[ord.slags]
    return f"{who_wrote(ord)} {_SAID[ord.slags]}"


def who_wrote(ord):
    return who(Logpost(hvem=ord.af))


def _place_in_line(henvendelse):
    """1 for the first who waits for a place of the post, 0 for one who does not."""
    if not (henvendelse.paa_venteliste and henvendelse.is_open and henvendelse.opslag):
        return 0
    waiting = henvendelse.opslag.henvendelser.waiting().values_list("pk", flat=True)
    return [*waiting].index(henvendelse.pk) + 1
