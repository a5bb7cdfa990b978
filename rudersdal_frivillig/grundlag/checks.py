"""Our own system checks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.utils import timezone

from rudersdal_frivillig.grundlag import registry


@register(Tags.security, deploy=True)
def check_csp_is_strict(**kwargs: Any) -> list[CheckMessage]:
    policy: dict[str, Any] = settings.SECURE_CSP or {}
    unsafe = [
        f"{directive} {source}"
        for directive, sources in policy.items()
        for source in sources
        if "unsafe" in str(source) or str(source) in {"*", "http:", "https:", "data:"}
        if (directive, str(source)) != ("img-src", "data:")
    ]
    missing = {"default-src", "object-src", "base-uri", "frame-ancestors"} - {*policy}
    if not unsafe and not missing:
        return []
    return [
        Error(
            "The content security policy lets too much through.",
            hint=f"Remove {unsafe or 'nothing'}; add {sorted(missing) or 'nothing'}.",
            id="grundlag.E001",
        )
    ]


@register(Tags.security, deploy=True)
def check_this_is_no_demo(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [
        Error(
            "DEMO is on: mails, with their links, are shown to all.",
            hint="Unset DEMO where real people use the portal.",
            id="grundlag.E005",
        )
    ]


@register(Tags.database)
def check_postgresql_is_new_enough(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    if "default" not in (databases or []):
        return []
    version: int = connections["default"].pg_version  # type: ignore[attr-defined]
    if version >= 170000:
        return []
    return [
        Error(
            f"PostgreSQL {version // 10000} is too old.",
            hint="Use 17 or newer: it sorts and folds letters the same everywhere.",
            id="grundlag.E003",
        )
    ]


# With `deploy`, since `migrate` runs the other database checks and must not be stopped.
@register(Tags.database, deploy=True)
def check_retstekster_are_approved(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Run by `check --deploy --database default`; the demo lives on drafts."""
    from rudersdal_frivillig.grundlag.models import GuideSvar, Retstekst

    if settings.DEMO or "default" not in (databases or []):
        return []
    in_use = list(Retstekst.objects.in_use())
    overdue = [
        Warning(
            f"The text {t.noegle!r} was to be read again by {t.gennemses_den}.",
            hint="Have a lawyer read it, and approve a new version.",
            id="grundlag.W004",
        )
        for t in in_use
        if t.gennemses_den and t.gennemses_den < timezone.localdate()
    ]
    drafts = {t.noegle for t in in_use if t.skal_godkendes and not t.godkendt_den}
    where_shown = GuideSvar.objects.retstekster() | registry.retstekster
    missing = {*where_shown} - {t.noegle for t in in_use}
    return overdue + [
        Error(
            f"The text {noegle!r} is in use ({where}) and not approved.",
            hint="Approve it in the admin under Retstekster.",
            id="grundlag.E002",
        )
        for noegle, where in sorted(where_shown.items())
        if noegle in drafts | missing
    ]
