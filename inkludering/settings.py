"""Settings: one file for both ways to run; what differs comes from ``environment``."""

import sys
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from inkludering.environment import ROOT, env, read
from inkludering.logging import logging_config

ENVIRONMENT = read()
DEMO = ENVIRONMENT.demo
DEBUG = False
BASE_DIR = ROOT
VAR_DIR = ENVIRONMENT.var_dir
SECRET_KEY = ENVIRONMENT.secret_key
LINK_KEYS = ENVIRONMENT.link_keys
CHECKIN_KEYS = ENVIRONMENT.checkin_keys
NEEDS_KEYS = ENVIRONMENT.needs_keys
PAIR_KEYS = ENVIRONMENT.pair_keys
BASE_URL = ENVIRONMENT.base_url
ALLOWED_HOSTS = ENVIRONMENT.hosts
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
OPERATOR_NAME = env.str("OPERATOR_NAME", default="Inkluderingsdager")
OPERATOR_EMAIL = env.str("OPERATOR_EMAIL", default="hei@example.org")
RELEASE = env.str("RELEASE", default="dev")
DOOR_WORKER = env.bool("DOOR_WORKER", default=True)  # 0 takes the door's service worker off every tablet

INSTALLED_APPS = [
    "inkludering.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "inkludering",
    "inkludering.outbox",
    "inkludering.audit",
    "inkludering.mailbox",
    "regions",
    "events",
    "participants",
    "workshops",
    "demo",
]

MIDDLEWARE = [
    "inkludering.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "inkludering.middleware.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inkludering.middleware.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "inkludering.accounts.middleware.AuthenticationMiddleware",
    "inkludering.permissions.LoginRequiredMiddleware",
    "inkludering.middleware.UserLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "inkludering.accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "inkludering.urls"
WSGI_APPLICATION = "inkludering.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inkludering.context.site",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "ds"
CRISPY_TEMPLATE_PACK = "ds"
CRISPY_FAIL_SILENTLY = False

# Database ---------------------------------------------------------------
_DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'inkludering.sqlite3'}")


def _database(url: str) -> dict[str, Any]:
    """SQLite in WAL with IMMEDIATE transactions, or PostgreSQL with a small pool."""
    if url.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
            },
        }
    config: dict[str, Any] = dict(env.db_url_config(url)) | {"ENGINE": "inkludering.postgresql"}
    options: dict[str, Any] = {"options": "-c lock_timeout=5000"}
    if env.bool("DB_POOL", default=not DEMO):
        options["pool"] = {"min_size": 1, "max_size": 6}
    else:
        config["CONN_MAX_AGE"] = 0
    return config | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _database(_DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache, sessions, cookies ------------------------------------------------
REDIS_URL = ENVIRONMENT.redis_url
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "inkludering.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # of this process alone, for what is whole and never changes under its key
    "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 64}},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sessionid" if ENVIRONMENT.https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if ENVIRONMENT.https else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^helse/"]
_HSTS = ENVIRONMENT.https and not DEMO  # a laptop's own certificate must not pin every port of localhost
SECURE_HSTS_SECONDS = 63072000 if _HSTS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HSTS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Language and time ---------------------------------------------------------
LANGUAGE_CODE = "nb"
LANGUAGES = [
    ("nb", _("Norwegian Bokmål")),
    ("nn", _("Norwegian Nynorsk")),
    ("sv", _("Swedish")),
    ("da", _("Danish")),
    ("en", _("English")),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# Static files ---------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = env.str("STATIC_ROOT", default=str(ROOT / "staticfiles"))
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", default=not DEMO)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not env.bool("STATIC_MANIFEST", default=not DEMO)

# Login --------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/arbeid/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "inkludering.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https

# Mail -----------------------------------------------------------------------
_MAIL = urlsplit(ENVIRONMENT.email_url)
MAILBOX = DEMO and _MAIL.scheme == "mailbox"
MAILBOX_DIR = VAR_DIR / "mail"
MAIL_HOLD = env.bool("MAIL_HOLD", default=False)
MAIL_FROM = env.str("MAIL_FROM", default=f"{OPERATOR_NAME} <{OPERATOR_EMAIL}>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
EMAIL_BACKEND = (
    "inkludering.mailbox.backend.EmailBackend" if MAILBOX else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = _MAIL.hostname or "localhost"
EMAIL_PORT = _MAIL.port or 25
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_TLS = _MAIL.scheme in {"smtp+tls", "smtptls"}
EMAIL_USE_SSL = _MAIL.scheme in {"smtps", "smtp+ssl"}
EMAIL_TIMEOUT = 20

# Tasks ----------------------------------------------------------------------
_QUEUE = VAR_DIR / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"socket_connect_timeout": 0.5, "socket_timeout": 5.0}
    if REDIS_URL
    else {
        "data_folder_in": str(_QUEUE / "in"),
        "data_folder_out": str(_QUEUE / "in"),
        "processed_folder": str(_QUEUE / "processed"),
        "control_folder": str(_QUEUE / "control"),
        "store_processed": False,
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="inkludering")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "outbox": {"task": "inkludering.outbox.tasks.pump", "schedule": 15.0},
    "heartbeat": {"task": "inkludering.outbox.tasks.heartbeat", "schedule": 15.0},
    "reminders": {"task": "participants.tasks.queue_reminders", "schedule": 20.0},
    "waiting-lists": {"task": "participants.tasks.fill_free_seats", "schedule": 30.0},
    "programme-files": {"task": "events.tasks.render_programmes", "schedule": 60.0},
    "papers": {"task": "participants.tasks.make_papers", "schedule": 30.0},
    "door-unsent": {"task": "participants.tasks.tell_of_unsent", "schedule": 300.0},
    "tidy": {"task": "participants.tasks.tidy", "schedule": 3600.0},
    "past-pairs": {"task": "workshops.tasks.remember_pairs", "schedule": 3600.0},
}

LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUN = "pytest" in sys.modules
