"""Phones that send slowly, or stop in the middle: they keep nothing that others need."""

import hashlib
import select
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from casehug.web.request_buffering import AHEAD, AT_ONCE
from intake.models import Upload
from tests.intake.proof.devices import Browser, answer_on, form_of
from tests.intake.proof.web import POOL, Web
from tests.intake.send import PDF
from tests.integrations.proof.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MANY = 3 * POOL
CONTENT = PDF + b"\n%" + hashlib.shake_256(PDF).digest(AHEAD + 400_000)
SUM = hashlib.sha256(CONTENT).hexdigest()
KEEPALIVE = "02"
SOON = AHEAD + 150_000  # So much of it comes at once.


@pytest.fixture
def web(tmp_path, transactional_db):
    with Web.start(tmp_path, threads=MANY + 4) as web:
        yield web


@pytest.fixture
def lenas_browser(web, signed_in, lena):
    session = signed_in(lena).cookies[settings.SESSION_COOKIE_NAME].value
    return Browser(web, {f"casehug-{web.port}-session": session}, "")


@pytest.fixture
def opened():
    with ExitStack() as lines:
        yield lines.enter_context


def there(device, item, nonce="n"):
    return int(device.offset(item, nonce).headers["Upload-Offset"])


def nameless_files(web):
    """What the server's processes hold open in the temporary folder."""
    processes = psutil.Process(web.child.pid).children(recursive=True)
    held = [handle for one in processes for handle in Path(f"/proc/{one.pid}/fd").iterdir()]
    return sum(leads_to(one).startswith(str(web.temporary)) for one in held)


def leads_to(handle):
    """Nowhere, where it was closed meanwhile."""
    try:
        return str(handle.readlink())
    except FileNotFoundError:
        return ""


def test_slow_pieces_and_forms_stop_no_page(device, item, lenas_browser, matter, opened):
    """More of them than there are connections to the database, each larger than what is read ahead."""
    lines = {}
    for number in range(MANY):
        nonce = f"n{number}"
        if number % 3 == 0:
            line = opened(device.opens_piece(item, nonce, len(CONTENT), 0, len(CONTENT)))
            body = CONTENT
        else:
            kind, body = form_of(nonce, CONTENT)
            path = f"items/{item.pk}/uploads/"
            to, path = (device, path) if number % 3 == 1 else (lenas_browser, documents_of(matter))
            line = opened(to.opens("POST", path, len(body), Content_Type=kind))
        line.sendall(body[:SOON])
        lines[line] = (nonce, body)
    # Each holds what is read ahead, and each form the file that grows.
    eventually(lambda: nameless_files(device.web) == MANY + MANY * 2 // 3, 60)
    for number in range(0, MANY, 3):
        assert there(device, item, f"n{number}") >= AHEAD
    for _ in range(POOL):
        assert device.ask("GET").status == 200
        assert lenas_browser.ask("GET", f"/matters/{matter.pk}/").status == 200
    for line, (_, body) in lines.items():
        line.sendall(body[SOON:])
    assert sorted(answer_on(line)[0] for line in lines) == [201] * POOL + [302] * 2 * POOL
    assert list(Upload.objects.values_list("sha256", flat=True)) == [SUM] * 2 * POOL
    assert list(matter.documents.values_list("sha256", flat=True)) == [SUM] * POOL


def documents_of(matter):
    return f"/matters/{matter.pk}/documents/"


@pytest.mark.parametrize("size", [1_000_000, len(CONTENT)], ids=["small", "large"])
def test_a_piece_that_stopped_half_way_holds_up_no_other(device, item, opened, size):
    """The phone went from one network to another: its first connection stays open here."""
    old = opened(device.opens_piece(item, "n", len(CONTENT), 0, size))
    sent = min(size // 2, SOON) if size < AHEAD else SOON
    old.sendall(CONTENT[:sent])
    if size > AHEAD:
        eventually(lambda: there(device, item) > AHEAD)
    here = there(device, item)
    answer = device.puts(item, "n", CONTENT, here, len(CONTENT))
    assert answer.status == 201
    assert Upload.objects.get(item=item).sha256 == SUM
    old.sendall(CONTENT[sent:size])
    assert answer_on(old)[0] in {201, 409}
    assert Upload.objects.get(item=item).sha256 == SUM
    assert there(device, item) == len(CONTENT)


def timer_of(line):
    """What the system waits for on the server's end of this connection."""
    ends = [port for _, port in (line.getpeername(), line.getsockname())]
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = row.split()
        if [int(end.rpartition(":")[2], 16) for end in words[1:3]] == ends:
            return words[5].partition(":")[0]
    return None


def test_a_connection_whose_other_end_is_gone_is_noticed(device, item, opened):
    """By the questions that TCP asks where it was told to: nothing else ends such a wait."""
    assert device.ask("GET").status == 200
    line = opened(device.opens_piece(item, "n", 1000, 0, 1000))
    line.sendall(b"x")
    eventually(lambda: timer_of(line) == KEEPALIVE)


def test_strangers_who_send_a_byte_now_and_then_stop_nothing(tmp_path, transactional_db, opened):
    """More of them than there are threads: those beyond an address's share are answered at once."""
    with Web.start(tmp_path, threads=64) as web:
        stranger = Browser(web, {}, "")
        lines = []
        for _ in range(70):
            line = opened(stranger.opens("POST", "/accounts/login/", 200))
            line.sendall(b"l")
            lines.append(line)
        assert stranger.ask("GET", "/healthz").status == 200
        eventually(lambda: len(answered(lines)) == len(lines) - AT_ONCE)
        for line in lines:
            line.close()
        # Their share is free again.
        eventually(lambda: stranger.ask("POST", "/accounts/login/", b"login=x").status != 429)


def answered(lines):
    return select.select(lines, [], [], 0)[0]


def test_a_form_cut_off_half_way_is_no_upload(device, item):
    kind, body = form_of("n", CONTENT)
    for sent in (len(body) // 3, SOON):
        with device.opens(
            "POST", f"items/{item.pk}/uploads/", len(body), Content_Type=kind
        ) as line:
            line.sendall(body[:sent])
            eventually(lambda: nameless_files(device.web) > 0)
        eventually(lambda: nameless_files(device.web) == 0)
        assert not Upload.objects.exists()
    assert device.sends_form(item, "n", CONTENT).status == 302
    assert Upload.objects.get(item=item).sha256 == SUM


def test_strangers_are_answered_after_all_they_send(device, item, lenas_browser):
    """What they send is read to its end and dropped."""
    kind, body = form_of("n", CONTENT)
    stranger = Browser(device.web, {"casehug-device": "nobody"}, "")
    place = f"/portal/{device.intake.key}/items/{item.pk}/uploads/"
    for browser, path, wanted in [
        (stranger, place, 404),
        (stranger, "/accounts/login/", 200),
        (lenas_browser, "/clients/new/", 422),
    ]:
        line = browser.opens("POST", path, len(body), Content_Type=kind)
        with line:
            line.sendall(body)
            assert answer_on(line)[0] == wanted
    assert not Upload.objects.exists()
