"""The cast, and a database made by its owner but used as the application's plain role.

Lena works at Hart & Vale, where Mara is the admin; Maya Ruiz is their client. Otto is at another
firm and must never see anything.
"""

import os
from functools import lru_cache
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher, make_password
from django.core.cache import cache
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from casehug.models import Firm, Member, User
from casehug.tenancy.scope import firm_scope
from matters.models import CaseType, Client, Matter
from tests.browser.servers import House
from tests.pseudo_language import pseudo_catalogues, pseudo_language  # noqa: F401 - fixtures
from tests.redis_databases import OF_THE_TESTS, numbered

APP_USER = settings.DATABASES["default"]["USER"]
PASSWORD = "Correct-Horse-17"


def pytest_runtest_setup(item):
    """The worker of the browser tests is at work on the test database: it rests while other tests
    use it."""
    if house := House.open_now:
        house.work() if item.get_closest_marker("browser") else house.rest()


def owner() -> str:
    return urlsplit(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]).username


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id):
    """Migrate as the owner; then let go of the owner, so that row-level security holds in tests."""
    suffix = "" if worker_id == "master" else f"_{worker_id}"
    settings.DATABASES["default"].setdefault("TEST", {})
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["NAME"] = f"test_casehug{suffix}_{os.getpid()}"
        connection.settings_dict["USER"] = owner()
        made = setup_databases(verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            # Emptying the tables between tests is the harness's business, not the application's.
            cursor.execute(f'GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO "{APP_USER}"')
            for table in ("casehug_auditentry", "casehug_auditseal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER kept_whole")
        connection.close()
        connection.settings_dict["USER"] = APP_USER
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["USER"] = owner()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def files_of_the_run(tmp_path_factory):
    settings.STORAGES["private"]["OPTIONS"]["location"] = str(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session", autouse=True)
def redis_of_this_worker():
    """What is left of Clio's calls is counted there, under names that other workers use as well."""
    settings.REDIS_URL = numbered(settings.REDIS_URL, OF_THE_TESTS)


@pytest.fixture(autouse=True)
def mails_and_cache(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # It outlives a test, and with it the attempts that lock somebody out.


@pytest.fixture(autouse=True)
def language_of_the_test():
    """A request leaves its language active; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Argon2 is slow on purpose, which no test needs: the same algorithm at its lowest cost."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, lowest in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, cost, lowest)
        yield


@lru_cache
def hashed_password(algorithm: str) -> str:
    """Once a run is enough for everyone who has the same password."""
    return make_password(PASSWORD, hasher=algorithm)


def person(firm: Firm, name: str, role: str) -> Member:
    email = f"{name.split(maxsplit=1)[0].lower()}@{firm.name.split()[0].lower()}.example"
    user = User.objects.create(
        email=email, name=name, password=hashed_password(get_hasher().algorithm)
    )
    with firm_scope(firm.id):
        return Member.objects.create(user=user, role=role)


@pytest.fixture
def hart_vale(db):
    return Firm.found(name="Hart & Vale", plan="firm", phone="(503) 555-0142")


@pytest.fixture
def lindgren(db):
    return Firm.found(name="Lindgren Law")


@pytest.fixture
def mara(hart_vale):
    return person(hart_vale, "Mara Hart", "admin")


@pytest.fixture
def lena(hart_vale):
    return person(hart_vale, "Lena Ortiz", "staff")


@pytest.fixture
def otto(lindgren):
    return person(lindgren, "Otto Lindgren", "admin")


@pytest.fixture
def in_firm(hart_vale):
    """Hart & Vale in scope, as in a request of one of its members."""
    with firm_scope(hart_vale.id):
        yield hart_vale


@pytest.fixture
def divorce(in_firm):
    return CaseType.objects.get(name="Divorce — Standard")  # One of those that ship.


@pytest.fixture
def maya(in_firm):
    return Client.objects.create(
        first_name="Maya", last_name="Ruiz", email="maya.ruiz@example.com", phone="(503) 555-0199"
    )


@pytest.fixture
def matter(in_firm, divorce, maya, lena):
    return Matter.objects.create(
        title="Ruiz — Divorce",
        client=maya,
        case_type=divorce,
        state="OR",
        created_by=lena,
    )


@pytest.fixture
def signed_in(client):
    """signed_in(lena) → a Django test client with her session."""

    def sign_in(member: Member):
        client.force_login(member.user)
        return client

    return sign_in
