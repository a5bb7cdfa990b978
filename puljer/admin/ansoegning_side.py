"""The page of a case: what was sent, what was said, and what to do now."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from puljer import fremvisning, mangler, sagsliste, skemaindhold, versionsforskel
from puljer.admin.ansoegning_handlinger import GRUPPER, HANDLINGER
from puljer.models import Bilag, Deltager, Journaldokument
from puljer.skemaindhold import BILAG
from rudersdal_frivillig.grundlag import documents, log, readable
from rudersdal_frivillig.grundlag.admin.handling import Handles
from rudersdal_frivillig.grundlag.admin.timeline import LONG, Change, Timeline
from rudersdal_frivillig.grundlag.models import Adgang, Logpost

# So much of the log stands on the page; the rest is behind a link.
LOG_SHOWN = 15


@dataclass(frozen=True)
class Med:
    """Someone who takes part, and the links they have."""

    deltager: Deltager
    aabne_links: int
    sidst_brugt: object


class Sagsside(Handles):
    """For `AnsoegningAdmin`."""

    handlinger = HANDLINGER
    grupper = GRUPPER
    sentences = {
        "begyndte": "begyndte ansøgningen",
        "indsendte": "sendte ansøgningen",
        "bekræftede": "bekræftede, at ansøgningen er skrevet rigtigt af",
        "journaliserede": "markerede et dokument som journaliseret",
        "inviterede": "inviterede en person med i ansøgningen",
        "afgjorde fristen": "afgjorde, om ansøgningen behandles, selv om den kom sent",
        "sendte videre": "sendte ansøgningen videre",
        "tog over": "blev kontaktperson i stedet for den anden",
        "trak tilbage": "trak ansøgningen tilbage",
        "fortrød ændringer": "fortrød rettelser, der ikke var sendt",
    }

    roles = {log.BORGER: "Ansøgeren"}

    def has_handle_permission(self, request):
        return request.user.has_perm("puljer.handle_ansoegning")

    def get_urls(self):
        view = self.admin_site.admin_view(self.bilag_view)
        name = "puljer_ansoegning_bilag"
        return [path("bilag/<int:pk>/", view, name=name), *super().get_urls()]

    def offered(self, request, obj):
        is_own = obj.behandler_id == request.user.pk
        names = super().offered(request, obj)
        return [name for name in names if not (name == "overtag" and is_own)]

    def bilag_view(self, request, pk):
        """A file that was sent. What is only attached so far is the applicant's."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        mine = Journaldokument.objects.visible_to(request.user)
        sent = mine.filter(bilag=pk).select_related("bilag__fil")
        return documents.as_attachment(get_object_or_404(sent).bilag.fil)

    def page(self, request, obj, sent=None, *, overtaken=False):
        news = self.told(request, obj, sent) if overtaken else []
        ansoegning = self._fetch(request, obj.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{ansoegning} · {sagsliste.ansoeger(ansoegning)}".strip(" ·"),
            "opts": self.opts,
            "ansoegning": ansoegning,
            "ansoeger": sagsliste.ansoeger(ansoegning),
            "news": news,
            "groups": self.groups(request, ansoegning, sent),
            "med": _med(ansoegning),
            "history": self._history(ansoegning),
            "may_assist": self.has_assist_permission(request),
        }
        context |= _sent(request, ansoegning) if ansoegning.is_sent else {}
        if not ansoegning.is_sent:
            context["mangler"] = _parts_that_lack(ansoegning)
        template = "admin/puljer/ansoegning/sag.html"
        status = 409 if overtaken else 200
        return TemplateResponse(request, template, context, status=status)

    def _fetch(self, request, pk):
        rows = self.get_queryset(request).select_related(
            "runde__pulje",
            "institution",
            "behandler",
            "skema",
            "indtastet_af",
            "fristskoen_af",
        )
        return rows.prefetch_related("deltagere", "budgetlinjer").get(pk=pk)

    def _history(self, ansoegning):
        timeline = Timeline(self)
        posts = Logpost.objects.about(ansoegning).select_related("hvem")
        posts = posts.prefetch_related("vaerdier")[:LOG_SHOWN]
        return [timeline.read(post) for post in posts]


def _sent(request, ansoegning):
    versions = list(
        ansoegning.indsendte.select_related("indsendt_af").order_by("nummer")
    )
    shown = _chosen(versions, request.GET.get("version"))
    pks = [file["bilag"] for file in shown.indhold[BILAG]]
    return {
        "versions": [
            (version, _changes(before, version))
            for before, version in zip([None, *versions], versions, strict=False)
        ],
        "version": shown,
        "newest": versions[-1],
        "dele": fremvisning.read(shown.indhold),
        "bilag": Bilag.objects.filter(pk__in=pks).select_related("fil"),
        "beskeder": ansoegning.beskeder.select_related("skrevet_af"),
        "dokumenter": ansoegning.dokumenter.select_related("journaliseret_af"),
    }


def _chosen(versions, number):
    """The newest, unless one asks for another that there is."""
    if number is None:
        return versions[-1]
    found = [version for version in versions if str(version.nummer) == number]
    if not found:
        raise Http404
    return found[0]


def _changes(before, version):
    if before is None:
        return []
    return [
        _change(rettelse)
        for rettelse in versionsforskel.between(before.indhold, version.indhold)
    ]


def _change(rettelse):
    before, after = rettelse.foer, rettelse.efter
    is_short = max(len(before), len(after)) <= LONG
    if not before or not after or rettelse.is_lines or is_short:
        pieces = [("slettet", before), ("tilføjet", after)]
        if before and after:
            pieces.insert(1, ("", "\n"))
    else:
        pieces = readable.difference(before, after)
    return Change(
        rettelse.hvor, difference=tuple(piece for piece in pieces if piece[1])
    )


def _med(ansoegning):
    """Those who take part, and those who did, with the links they can use."""
    deltagere = list(ansoegning.deltagere.all())
    links = Adgang.objects.filter(
        objekt_type=Deltager._meta.label_lower,
        objekt_id__in=[str(deltager.pk) for deltager in deltagere],
    )
    of = {}
    for adgang in links:
        of.setdefault(adgang.objekt_id, []).append(adgang)
    return [_one(deltager, of.get(str(deltager.pk), [])) for deltager in deltagere]


def _one(deltager, links):
    used = [adgang.brugt_den for adgang in links if adgang.brugt_den]
    open_links = sum(adgang.is_valid for adgang in links)
    return Med(deltager, open_links, max(used, default=None))


def _parts_that_lack(ansoegning):
    """Headings of the pages that are not done, not what stands on them."""
    skema = skemaindhold.read(ansoegning.skema.indhold)
    lacking = {mangel.del_slug for mangel in mangler.find(ansoegning, skema)}
    return [part.titel for part in skema.dele if part.slug in lacking]
