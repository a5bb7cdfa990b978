"""The portal's settings, in one file.

What differs from machine to machine is read from the environment; `.env.example` lists
it all. A variable left out means the safe choice, or an error where there is none.
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from rudersdal_frivillig import logs
from rudersdal_frivillig.environment import env, env_bool

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env_bool("DEBUG")
DEMO = env_bool("DEMO")
# Every page says that the portal is being worked on.
MAINTENANCE = env_bool("MAINTENANCE")
SECRET_KEY = env("SECRET_KEY")
# Former keys, while links and sessions signed with them are still out there.
SECRET_KEY_FALLBACKS = env("OLD_SECRET_KEYS", "").split()

# Where citizens find the portal. Its scheme decides what only makes sense under https.
SITE_ADDRESS = env("SITE_ADDRESS").rstrip("/")
if not re.fullmatch(r"https?://[^/\s]+", SITE_ADDRESS):
    raise ImproperlyConfigured(
        f"SITE_ADDRESS is {SITE_ADDRESS!r}; write it like https://frivillig.example.dk"
    )
HTTPS = SITE_ADDRESS.startswith("https:")
HOST = urlsplit(SITE_ADDRESS).hostname
ALLOWED_HOSTS = [HOST, *(["127.0.0.1"] if HOST == "localhost" else [])]

# The apps that are switched on; menu, forside and sitemap follow.
APPS = os.environ.get("APPS", "opgavebank puljer").split()

INSTALLED_APPS = [
    # Before the admin, so that our templates win.
    "rudersdal_frivillig",
    "rudersdal_frivillig.grundlag",
    *APPS,
    "crispy_forms",
    "allauth",
    "allauth.account",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "rudersdal_frivillig.middleware.arrival",
    "rudersdal_frivillig.middleware.request_id",
    "rudersdal_frivillig.middleware.response_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "rudersdal_frivillig.middleware.cache_control",
    "rudersdal_frivillig.middleware.refuse_broken_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # After the one that sets the cookie of its form, before all that ask the database.
    "rudersdal_frivillig.middleware.maintenance",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "rudersdal_frivillig.urls"
WSGI_APPLICATION = "rudersdal_frivillig.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rudersdal_frivillig.context_processors.site",
            ],
        },
    },
]

CLUSTER = BASE_DIR / ".local/postgres"
_FORGETFUL = env_bool("CLUSTER_FOR_TESTS")
if url := os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dict(dj_database_url.parse(url))}
elif not (DEMO or DEBUG or os.environ.get("CLUSTER")):
    env("DATABASE_URL")  # Missing, which is said in a sentence.
else:
    DATABASES = {
        "default": {
            # Starts a PostgreSQL of its own at the first connection.
            "ENGINE": "rudersdal_frivillig.embedded",
            "NAME": "rudersdal_frivillig",
            "CLUSTER": env("CLUSTER", str(CLUSTER)),
            "DURABLE": not _FORGETFUL,
        }
    }
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,
    "CONN_MAX_AGE": 600,
    # A connection that broke while idle is replaced before the next request meets it.
    "CONN_HEALTH_CHECKS": True,
}
# Shared by all web processes, as the limits on log-in need.
_CACHES = "django.core.cache.backends"
_CACHE, _MEMORY = f"{_CACHES}.db.DatabaseCache", f"{_CACHES}.locmem.LocMemCache"
# The first so large that a flood does not push the limits out.
_LARGE, _SMALL, _TINY = ({"MAX_ENTRIES": n} for n in (100_000, 10_000, 500))
CACHES = {
    "default": {"BACKEND": _CACHE, "LOCATION": "cache", "OPTIONS": _LARGE},
    # In each process, some ten megabytes each. With one name they would be one cache.
    "memory": {"BACKEND": _MEMORY, "LOCATION": "memory", "OPTIONS": _SMALL},
    "searches": {"BACKEND": _MEMORY, "LOCATION": "searches", "OPTIONS": _TINY},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Danish only: our texts are written in Danish where they are used, not in .po files.
# USE_I18N stays on, so that Django's own texts are Danish too.
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".local/static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES_ROOT = Path(env("FILES_ROOT", str(BASE_DIR / ".local/files")))
_FILES = "django.core.files.storage.FileSystemStorage"
STORAGES = {
    "default": {"BACKEND": _FILES},
    # Uploads. No URL leads here; a view that has checked the visitor hands them out.
    "private": {
        "BACKEND": _FILES,
        "OPTIONS": {
            "location": FILES_ROOT,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A clamd that looks through uploads. Without one they stay "not scanned".
CLAMD = env("CLAMD", "")
# Forms are drawn with Det Fælles Designsystem's markup: templates/dkfds/.
CRISPY_ALLOWED_TEMPLATE_PACKS = ["dkfds"]
CRISPY_TEMPLATE_PACK = "dkfds"
CRISPY_FAIL_SILENTLY = False
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
_INPUTS = "textinput emailinput passwordinput numberinput dateinput textarea"
CRISPY_CLASS_CONVERTERS = dict.fromkeys(_INPUTS.split(), "form-input") | {
    "select": "form-select",
    "checkboxinput": "form-checkbox",
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Mail
SMTP_HOST = os.environ.get("SMTP_HOST", "")
if DEMO and SMTP_HOST:
    raise ImproperlyConfigured("DEMO shows all mails to all. Unset it, or SMTP_HOST.")
if DEMO:
    # The demo's mails are read at /postkasse/.
    _MAILER: dict[str, Any] = {
        "BACKEND": "django.core.mail.backends.dummy.EmailBackend"
    }
else:
    _MAILER = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env("SMTP_HOST"),
            "port": int(env("SMTP_PORT", "587")),
            "username": env("SMTP_USER", ""),
            "password": env("SMTP_PASSWORD", ""),
            "use_tls": env_bool("SMTP_TLS", "1"),
            "timeout": 20,
        },
    }
MAILERS = {"default": _MAILER}
# Where reports of mail that did not arrive go, and the mailbox that they are read from.
RETURN_PATH = env("RETURN_PATH", "")
RETURN_MAILBOX = env("RETURN_MAILBOX", "")
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", f"Rudersdal Frivillig <svar-ikke@{HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Log-in, for staff alone
AUTH_USER_MODEL = "grundlag.Bruger"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_HASHERS = "django.contrib.auth.hashers.{}PasswordHasher"
PASSWORD_HASHERS = [_HASHERS.format(name) for name in ("Argon2", "PBKDF2")]
_VALIDATORS: dict[str, dict[str, Any]] = {
    "UserAttributeSimilarityValidator": {"user_attributes": ["email", "navn"]},
    "MinimumLengthValidator": {"min_length": 12},
    **{f"{what}PasswordValidator": {} for what in ("Common", "Numeric")},
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in _VALIDATORS.items()
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"
ACCOUNT_LOGOUT_REDIRECT_URL = "forside"
ACCOUNT_ADAPTER = "rudersdal_frivillig.grundlag.accounts.AccountAdapter"
# Limits on log-in count by address, which the last of these many proxies saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXIES", "0"))
_PAGES = "Login Reauthenticate ChangePassword ResetPassword ResetPasswordKey"
_NAMES = "login reauthenticate change_password reset_password reset_password_from_key"
ACCOUNT_FORMS = {
    name: f"rudersdal_frivillig.grundlag.forms.{page}Form"
    for name, page in zip(_NAMES.split(), _PAGES.split(), strict=True)
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
SESSION_COOKIE_AGE, SESSION_COOKIE_HTTPONLY = 8 * 60 * 60, True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Safety
SECURE_CSP = {
    "default-src": [CSP.SELF],
    # The nonce is only sent with pages that use it, which is the admin's.
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS, SECURE_REFERRER_POLICY = "DENY", "same-origin"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rudersdal_frivillig.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    # Set by the proxy, which must overwrite what a visitor sends.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The proxy asks here over plain http.
    SECURE_REDIRECT_EXEMPT = [r"^status/"]

# The municipality's own. Its name and mark are reserved for it: the portal has its own.
SITE_NAME = env("SITE_NAME", "Rudersdal Frivillig")
SITE_LOGO = env("SITE_LOGO", "img/favicon.svg")
MUNICIPAL_PHONE = env("MUNICIPAL_PHONE", "46 11 00 00")
COORDINATOR_PHONE = env("COORDINATOR_PHONE", MUNICIPAL_PHONE)
SOCIALKOMPAS = env("SOCIALKOMPAS", "")
FRIVILLIGCENTER = env("FRIVILLIGCENTER", "https://frivilligcentret.dk/")
SECURITY_CONTACT = env("SECURITY_CONTACT", "tel:+4546110000")
# Whether citizens see how fast an institution typically answers.
ANSWER_PROMISE = env_bool("ANSWER_PROMISE", "1")
WAS_ADDRESS = env("WAS_ADDRESS", "")

LOGGING = logs.config(env("LOG_FORMAT", "json"), env("LOG_LEVEL", "INFO"))
