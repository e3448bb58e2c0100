import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from casehug.models import Member, User
from casehug.tenancy.scope import firm_scope, person_scope
from matters.models import Client, Document, Matter


@pytest.fixture
def seeded(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "quiet-harbor-42")
    out = io.StringIO()
    call_command("seed_demo", "--accounts", "--stage", "seeded", stdout=out)
    return json.loads(out.getvalue())


def firm_of(email):
    user = User.objects.get(email=email)
    with person_scope(user.pk):
        return Member.unscoped.filter(user=user).select_related("firm").order_by("pk")[0].firm


def counts(firm):
    with firm_scope(firm.id):
        return [model.objects.count() for model in (Member, Client, Matter, Document)]


def test_seed_tells_a_story_once(seeded):
    firm = firm_of("mara@hartvale.example")
    before = counts(firm)
    call_command("seed_demo", "--stage", "seeded")
    assert counts(firm) == before
    assert before[0] == 3
    assert before[2] >= 12
    assert counts(firm_of("otto@lindgren.example"))[2] == 2


def test_accounts_can_sign_in(seeded, client):
    assert {(a["email"], a["role"], a["firm"]) for a in seeded} >= {
        ("mara@hartvale.example", "admin", "Hart & Vale"),
        ("lena@hartvale.example", "staff", "Hart & Vale"),
        ("otto@lindgren.example", "admin", "Lindgren Law"),
    }
    for account in seeded:
        assert User.objects.get(email=account["email"]).check_password(account["password"])


def test_addresses_of_accounts_are_confirmed(seeded):
    call_command("seed_demo", "--stage", "seeded")
    known = EmailAddress.objects.values_list("user__email", "email", "verified", "primary")
    addresses = sorted(User.objects.values_list("email", flat=True))
    assert sorted(known) == [(one, one, True, True) for one in addresses]


def test_clients_of_either_firm_can_answer(seeded):
    assert firm_of("mara@hartvale.example").email == "office@hartvale.example"
    assert firm_of("otto@lindgren.example").email == "office@lindgren.example"


def test_documents_are_real_files(seeded):
    with firm_scope(firm_of("mara@hartvale.example").id):
        for document in Document.objects.all():
            with document.open() as file:
                content = file.read()
            assert len(content) == document.size
            if document.name.endswith("docx"):
                assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
            if document.name.endswith("pdf"):
                assert content.rstrip().endswith(b"%%EOF")


def test_story_holds_what_it_should_show(seeded):
    with firm_scope(firm_of("mara@hartvale.example").id):
        assert Client.objects.filter(email="theo.lindqvist@example.com").exists()
        assert Client.objects.filter(email="").exists()
        assert Matter.objects.without_client().exists()
        assert Matter.objects.filter(documents=None).exists()


def test_unknown_stage_names_those_there_are(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "x")
    with pytest.raises(CommandError, match=r"no stage 'elsewhere'\. These exist: seeded, invited,"):
        call_command("seed_demo", "--stage", "elsewhere")


def test_password_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("seed_demo")
