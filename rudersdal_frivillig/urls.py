"""The portal's addresses, in the order a visitor meets them."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from rudersdal_frivillig import status, views
from rudersdal_frivillig.grundlag import registry, typed

admin.site.site_header = "Rudersdal Frivillig"
admin.site.site_title = "Rudersdal Frivillig"
admin.site.index_title = "Arbejdsplads"
# Roles are groups, and migrations give them their abilities.
admin.site.unregister([Group, EmailAddress])
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

admin.site.admin_view = typed.after_log_in(  # type: ignore[assignment,method-assign]
    admin.site.admin_view, views.log_in_again
)

# The parts of allauth that staff need. No one signs up; people are invited.
konto = [
    path("log-ind/", views.login, name="account_login"),
    path("log-ud/", account.logout, name="account_logout"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    path("bekraeft/", account.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("glemt/", account.password_reset, name="account_reset_password"),
    path(
        "glemt/sendt/", account.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        r"^glemt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "glemt/skiftet/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("", views.forside, name="forside"),
    *(path("", include(f"{app}.urls")) for app in settings.APPS),
    path("", include("rudersdal_frivillig.grundlag.urls")),
    path("om/", views.side, {"noegle": "om"}, name="om"),
    path(
        "tilgaengelighed/",
        views.side,
        {"noegle": "tilgaengelighed"},
        name="tilgaengelighed",
    ),
    path("was", views.was, name="was"),
    path("privatliv/", views.side, {"noegle": "privatliv"}, name="privatliv"),
    path("cookies/", views.side, {"noegle": "cookies"}, name="cookies"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(
        "sitemap.xml",
        sitemap,
        {"sitemaps": registry.sitemaps},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("status/", status.status, name="status"),
    path("status/dyb/", status.status_dyb, name="status_dyb"),
    path("konto/", include(konto)),
    # Allauth's own page has limits and is logged.
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
    ),
    # Django's way from an id to an address, which would tell the titles of drafts.
    path("admin/r/<path:rest>", views.page_not_found),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns += [path("", include("rudersdal_frivillig.demo.urls"))]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
