"""Settings → Audit log: admins read and take away what their firm did, and nobody else's."""

import ast
import csv
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from casehug import audit
from casehug.audit import words
from casehug.models import AuditEntry
from matters.demo import papers
from matters.domain.documents import add_document
from tests.markup import flat

ROOT = Path(audit.__file__).parents[2]
ROOMS = ("casehug", "matters", "intake", "integrations")
# What an f-string puts together.
FAMILIES = {
    "checklist_item.": ("added", "changed", "moved", "removed"),
    "difference.": ("settled", "taken", "kept", "again", "forgotten"),
    "finding.": ("settled", "kept"),
    "upload.": ("clean", "infected", "approved_undone", "returned_undone"),
}
VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded_verbs():
    """Every verb in the code: the first argument of record and record_view, and the dictionary of
    account changes."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and name_of(node.func) in {"record", "record_view"}:
                yield from verbs_of(node.args[0]) if node.args else ()
    yield from words._OF_KIND["team"]


def name_of(node):
    return getattr(node, "attr", getattr(node, "id", ""))


def verbs_of(node):
    if isinstance(node, ast.JoinedStr):
        start = node.values[0].value
        yield from (start + end for end in FAMILIES[start])
    elif isinstance(node, ast.IfExp):
        yield from verbs_of(node.body)
        yield from verbs_of(node.orelse)
    elif isinstance(node, ast.Constant) and VERB.fullmatch(str(node.value)):
        yield node.value


def test_every_verb_has_words():
    assert {*recorded_verbs()} - {*words.WORDS} == set()


@pytest.fixture
def entries(in_firm, lena, mara, matter):
    with transaction.atomic():
        audit.record("link.made", matter, by=lena.user, matter=matter.pk)
        audit.record("member.role_set", lena, by=mara.user, role="staff")
        audit.record("reminders.stopped", matter, by=None, matter=matter.pk)


@pytest.fixture
def log(client, entries, mara):
    client.force_login(mara.user)
    return lambda **asked: client.get(reverse("settings-audit"), asked)


def told(answer):
    return [row["words"] for row in answer.context["rows"]]


def test_an_admin_reads_who_did_what(log, matter):
    answer = log()
    assert told(answer)[:3] == ["Reminders stopped", "Role of a member set", "Private link made"]
    assert f'CaseHug · <a href="{matter.get_absolute_url()}">Ruiz — Divorce</a>' in flat(
        answer.content.decode()
    )


def test_each_filter_narrows(log, lena, matter):
    assert told(log(person=lena.user_id)) == ["Private link made"]
    assert told(log(person="casehug"))[0] == "Reminders stopped"
    assert told(log(kind="team")) == ["Role of a member set"]
    assert told(log(matter=matter.pk)) == ["Reminders stopped", "Private link made"]
    assert told(log(since="2020-01-01", until="2020-01-02")) == []
    assert len(told(log(since="2020-01-01"))) == AuditEntry.objects.count()


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "999999"},
        {"kind": "nothing"},
        {"since": "yesterday"},
        {"matter": "x"},
        {"person": "\0"},
    ],
)
def test_what_cannot_be_read_is_said(log, asked):
    answer = log(**asked)
    assert answer.status_code == 422


def test_a_place_nobody_knows_shows_the_start(log):
    assert told(log(before="x-y")) == told(log())


def test_pages_follow_one_another(log, lena, monkeypatch):
    monkeypatch.setattr("casehug.audit.page.NEWEST", 2)
    first = log()
    second = log(before=first.context["older"])
    assert len(told(first)) == len(told(second)) == 2
    both = [row["entry"].pk for answer in (first, second) for row in answer.context["rows"]]
    assert both == sorted(both, reverse=True)


def test_staff_and_other_firms_see_nothing(client, entries, lena, otto):
    client.force_login(lena.user)
    assert client.get(reverse("settings-audit")).status_code == 404
    assert client.post(reverse("settings-audit-file")).status_code == 404
    client.force_login(otto.user)
    answer = client.get(reverse("settings-audit"))
    assert {row["entry"].actor for row in answer.context["rows"]} <= {"CaseHug", "Otto Lindgren"}


def test_the_file_has_every_entry_and_no_formula(client, log, mara, matter):
    with transaction.atomic():
        mara.user.name = "=1+1"
        mara.user.save()
        audit.record("matter.changed", matter, by=mara.user, matter=matter.pk, fields=["title"])
    answer = client.post(reverse("settings-audit-file"), {"matter": matter.pk})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[1:3] for row in rows[1:]] == [
        ["Lena Ortiz", "Private link made"],
        ["CaseHug", "Reminders stopped"],
        ["'=1+1", "Matter changed"],
    ]
    assert AuditEntry.objects.filter(verb="audit.exported").count() == 1


def test_opening_a_document_is_an_entry_once(client, log, mara, matter):
    file = SimpleUploadedFile("Passport.pdf", papers.pdf("Passport", ["Maya Ruiz"]))
    document = add_document(matter=matter, file=file, by=mara)
    for _ in range(2):
        assert client.get(reverse("matters:document", args=[document.pk])).status_code == 200
    entry = AuditEntry.objects.get(verb="document.viewed")
    assert (entry.actor, entry.matter_id, entry.subject_id) == (
        "Mara Hart",
        matter.pk,
        str(document.pk),
    )
