"""Settings, all from the environment; `.env.example` lists every variable."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from casehug import environment as env
from casehug.logs import configure_logging
from casehug.security.content_policy import CONTENT_SECURITY_POLICY  # noqa: F401 - a setting
from casehug.web import database_timeouts

ROOT = Path(__file__).resolve().parent.parent

# --- Secrets -------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.required("SECRET_KEY", "Make one of 50 random characters and keep it secret.")
FIELD_KEYS = env.key_ring("FIELD_KEYS")
METRICS_TOKEN = env.env.str("METRICS_TOKEN", default="").strip()

# --- Where we are --------------------------------------------------------------------------------

PUBLIC_URL = env.web_address("PUBLIC_URL")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default="localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
SUPPORT_EMAIL = env.env.str("SUPPORT_EMAIL", default="support@calmintake.com")
# Where a client's "Leave quickly" leads.
QUICK_EXIT_URL = env.web_address("QUICK_EXIT_URL") or "https://weather.gov"

# --- The program ---------------------------------------------------------------------------------

ROOMS = ["casehug", "matters", "intake", "integrations"]
INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "casehug.web.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "casehug.web.error_pages.refused_bodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casehug.accounts.session_limits.session_limits",
    "django_htmx.middleware.HtmxMiddleware",
    "casehug.accounts.middleware.signed_out_fragments",
    "casehug.accounts.middleware.method_not_allowed",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "casehug.accounts.middleware.firm_of_the_request",
]

ROOT_URLCONF = "casehug.urls"
WSGI_APPLICATION = "casehug.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# A folder an app, so that each says whose it is; those of packages come after.
TEMPLATE_FOLDERS = [ROOT / "templates" / room for room in ROOMS]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": TEMPLATE_FOLDERS,
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "casehug.ui.context_processors.house",
            ],
        },
    }
]

# Another language is one more line here and a catalogue an app (`./dev messages`).
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_CODE = "en"
# What Django and allauth say, in our words, English too: these entries stand before theirs.
LOCALE_PATHS = [ROOT / "casehug" / "libraries" / "locale"]
# Where a language's formats differ from Django's: casehug/locale/<code>/formats.py.
FORMAT_MODULE_PATH = "casehug.locale"
TIME_ZONE = "UTC"
USE_TZ = True

# --- PostgreSQL ----------------------------------------------------------------------------------

DATABASE_APP_ROLE = env.env.str("DATABASE_APP_ROLE", default="casehug")
_database = env.env.str("DATABASE_URL", default="postgres://casehug@127.0.0.1/casehug")
_owner_runs = len(sys.argv) > 1 and sys.argv[1] in {"migrate", "flush", "sqlmigrate"}
_pool_size = env.whole("DATABASE_POOL_SIZE", default=0)
# Pages are in a hurry (casehug/wsgi.py); migrations, commands and workers wait.
DATABASE_PATIENCE = env.seconds("DATABASE_PATIENCE", default=0)

DATABASES = {
    "default": {
        **env.database("DATABASE_OWNER_URL" if _owner_runs else "DATABASE_URL", _database),
        "OPTIONS": database_timeouts.connecting(
            0 if _owner_runs else DATABASE_PATIENCE, pool=_pool_size
        ),
        # A connection that died in the pool is noticed there, not by the page that gets it.
        "CONN_HEALTH_CHECKS": bool(_pool_size),
    }
}

# --- Redis protocol: broker, cache, rate budget --------------------------------------------------

REDIS_URL = env.redis_address("REDIS_URL")

CACHES = {
    "default": {
        "BACKEND": "casehug.web.cache.SteadyCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "casehug",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}

CELERY_BROKER_URL = env.broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page that rings the bell does not wait for an unreachable broker; the worker never gives it up.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_TASK_PUBLISH_RETRY = False
# Which jobs these are the periods of: casehug/celery.py.
SWEEP_EVERY = env.seconds("SWEEP_EVERY", default=15, least=0.2)
AUDIT_EVERY = env.seconds("AUDIT_EVERY", default=60, least=0.2)
REMIND_EVERY = env.seconds("REMIND_EVERY", default=600, least=1)
FILES_EVERY = env.seconds("FILES_EVERY", default=60, least=0.2)

# --- People signing in ---------------------------------------------------------------------------

AUTH_USER_MODEL = "casehug.User"
AUTHENTICATION_BACKENDS = ["casehug.accounts.adapters.PeopleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "name"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "casehug.accounts.adapters.PeopleAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# What changes who somebody is asks for the password once more, and is told by email.
ACCOUNT_REAUTHENTICATION_REQUIRED = ACCOUNT_EMAIL_NOTIFICATIONS = True
# Requests by the address of who sends them; an office shares one. Wrong passwords are counted
# elsewhere: casehug/accounts/sign_in_attempts.py.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": None,
    "reset_password": "20/m/ip,5/m/key,10/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_ADAPTER = "casehug.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "CaseHug"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or not PUBLIC_URL.startswith("https://")
USERSESSIONS_TRACK_ACTIVITY = False

# --- Safe by default -----------------------------------------------------------------------------

_https = PUBLIC_URL.startswith("https://")
# Browsers share cookies among the ports of a host: two demos must not sign each other out.
_house = "__Host-casehug" if _https else f"casehug-{urlsplit(PUBLIC_URL).port or ''}"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_house}-session", f"{_house}-csrf"
KNOWN_DEVICE_COOKIE_NAME = f"{_house}-known"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_SSL_REDIRECT = _https and BEHIND_PROXY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Files and static files ----------------------------------------------------------------------

PRIVATE_ROOT = Path(env.env.str("PRIVATE_ROOT", default=str(ROOT / "var" / "files")))
PRIVATE_BUCKET = env.env.str("PRIVATE_BUCKET", default="")
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.env.str("STATIC_ROOT", default=str(ROOT / "var" / "static")))
# What we make for the browser (the icons' sprite, stylesheets), before static files are collected.
MADE_ROOT = STATIC_ROOT.with_name(f"{STATIC_ROOT.name}-made")
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "casehug.ui.static_bundles.MadeFinder",
]
_static_storage = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG or "pytest" in sys.modules
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": PRIVATE_BUCKET,
            "default_acl": "private",
            # What is read lies on the disk past this: a film does not fit the memory.
            "max_memory_size": 8 * 2**20,
        },
    }
    if PRIVATE_BUCKET
    else {
        "BACKEND": "casehug.files.storage.PrivateFiles",
        "OPTIONS": {"location": str(PRIVATE_ROOT)},
    },
    "staticfiles": {"BACKEND": _static_storage},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or "pytest" in sys.modules
FILE_UPLOAD_HANDLERS = ["casehug.files.upload_handler.NamelessUpload"]
# A page of long answers, each letter of which takes nine bytes in a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 50
DOCUMENT_MAX_BYTES = 100 * 1024 * 1024
# Of sound and films, where they are welcome.
RECORDING_MAX_BYTES = 1024 * 1024 * 1024
# No upload is begun that would leave fewer megabytes free: the database and the logs need them.
DISK_RESERVE = env.whole("DISK_RESERVE", default=256)
# Megabytes that the client of one intake, and all clients of one firm, may have with us; 0: no limit
# to a firm.
INTAKE_QUOTA = env.whole("INTAKE_QUOTA", default=10_000)
FIRM_QUOTA = env.whole("FIRM_QUOTA", default=0)
# ClamAV’s daemon, "unix:/path" or "host:port". Without one files are not scanned, which a public
# CaseHug must be told: "off".
CLAMD_ADDRESS = env.env.str("CLAMD_ADDRESS", default="").strip()
SCANNING_IS_DECLINED = CLAMD_ADDRESS == "off"
if SCANNING_IS_DECLINED:
    CLAMD_ADDRESS = ""

# --- Email --------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.env.str("FROM_EMAIL", default="CaseHug <no-reply@casehug.example>")
if _mail_folder := env.env.str("MAIL_FOLDER", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _mail_folder
else:
    globals().update(env.mail_server("EMAIL_URL"))
EMAIL_TIMEOUT = 20
# How long an email about returned items, or about new uploads, waits for more of them.
RETURNS_WAIT = env.seconds("RETURNS_WAIT", default=300, least=0)
UPLOADS_WAIT = env.seconds("UPLOADS_WAIT", default=900, least=0)

# --- Clio ----------------------------------------------------------------------------------------

CLIO_CLIENT_ID = env.env.str("CLIO_CLIENT_ID", default="").strip()
CLIO_CLIENT_SECRET = env.env.str("CLIO_CLIENT_SECRET", default="").strip()
CLIO_BASE_URL = env.web_address("CLIO_BASE_URL")
CLIO_UPLOAD_HOSTS = env.words("CLIO_UPLOAD_HOSTS")
CLIO_UNKNOWN_WAIT = env.seconds("CLIO_UNKNOWN_WAIT", default=180)
CLIO_RATE_WINDOW = env.seconds("CLIO_RATE_WINDOW", default=60, least=0.5)
CLIO_RATE_LIMIT = env.whole("CLIO_RATE_LIMIT", default=50, least=1)
CLIO_TIMEOUT = env.seconds("CLIO_TIMEOUT", default=30, least=0.1)
SYNC_LEASE = env.seconds("SYNC_LEASE", default=60, least=0.5)

# --- Logs ----------------------------------------------------------------------------------------

LOGGING_CONFIG = None
configure_logging()
