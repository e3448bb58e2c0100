"""A Clio in its own process, and a firm connected to it through the real client."""

import hashlib
import io

import pytest
from django.core.files.base import File
from django.utils import timezone

from casehug.files.storage import store
from casehug.translations.sentences import Sentence
from integrations import queue
from integrations.clio import rate_limit
from integrations.clio.push.run import push
from integrations.domain import mappings
from integrations.models import Connection, Link, Sync, SyncEvent
from matters.models import Document
from tests.catalogues import marked
from tests.clio_contract import check_exchange
from tests.clio_sandbox import Sandbox


@pytest.fixture(scope="session")
def clio_process():
    with Sandbox.start(client_id="casehug", client_secret="s3cret", window=60) as clio:
        yield clio


@pytest.fixture
def clio(clio_process, settings):
    clio_process.reset()
    settings.CLIO_BASE_URL = clio_process.url
    settings.CLIO_UPLOAD_HOSTS = [clio_process.uploads]
    settings.CLIO_CLIENT_ID, settings.CLIO_CLIENT_SECRET = "casehug", "s3cret"
    settings.CLIO_UNKNOWN_WAIT = 0.3
    settings.CLIO_TIMEOUT = 5
    redis = rate_limit.connected_redis()
    for key in redis.scan_iter("casehug:budget:*"):
        redis.delete(key)
    yield clio_process
    if clio_process.process.poll() is None:
        assert said_off_contract(clio_process) == []


def said_off_contract(clio):
    """What the client said that Clio's document does not know; nothing where it is not at hand."""
    return [one for entry in clio.ledger() for one in check_exchange(entry, deliberate=True)]


@pytest.fixture
def connection(clio, in_firm, mara, divorce):
    """Hart & Vale, connected, with its case types mapped by name."""
    token = clio.token()
    made = Connection.objects.create(
        region="us",
        account_id="1",
        account_name="Hart & Vale LLP",
        person_name="Mara Hart",
        person_email="mara@hartvale.example",
        access_token=token["access_token"],
        refresh_token=token["refresh_token"],
        token_issued_at=timezone.now(),
        token_expires_at=timezone.now() + timezone.timedelta(days=30),
        connected_by=mara,
    )
    mappings.refresh(connection=made, by=mara)
    clio.reset_budget()
    yield made
    assert unmarked_rows() == []


def unmarked_rows():
    """What is kept in a row to be read by people, and is in no catalogue."""
    kept = [row.sentence for model in (Sync, Link, SyncEvent) for row in model.objects.all()]
    said = {form for sentence in kept if sentence for form in forms(sentence)}
    return sorted(said - marked())


def forms(value):
    """Of a sentence and those inside it."""
    if isinstance(value, list):
        return [form for one in value for form in forms(one)]
    if not isinstance(value, Sentence):
        return []
    own = [value.words] if isinstance(value.words, str) else list(value.words)
    return own + [form for one in value.about.values() for form in forms(one)]


@pytest.fixture
def file_document(in_firm):
    """file_document(matter, "Passport.pdf", b"…") → a document on the matter's file."""

    def make(matter, name, content=b"%PDF-1.4 made for a test\n", content_type="application/pdf"):
        kept = store(File(io.BytesIO(content)), firm_id=matter.firm_id)
        return Document.objects.create(
            matter=matter,
            name=name,
            file=kept.name,
            size=kept.size,
            sha256=kept.sha256,
            content_type=content_type,
        )

    return make


@pytest.fixture
def sync_now(in_firm):
    """Ask for a sync and do what is due in this process; answers the sync's row."""

    def run(matter, by=None, trigger=Sync.Trigger.MANUAL):
        asked = queue.enqueue(matter=matter, trigger=trigger, by=by)
        work_off()
        return Sync.objects.get(pk=asked.pk)

    return run


def work_off():
    """All that is due now, as a worker would."""
    while claim := queue.claim():
        push(claim)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
