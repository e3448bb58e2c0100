"""An open session does not become somebody else's account."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail.backends.locmem import EmailBackend

from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "thief@example.com"


@pytest.fixture
def lenas(client, lena):
    EmailAddress.objects.create(user=lena.user, email=lena.user.email, verified=True, primary=True)
    client.force_login(lena.user)  # Long ago.
    return client


def enters_password(client):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def recorded(firm):
    with firm_scope(firm.id):
        verbs = AuditEntry.objects.filter(verb__startswith="person.").order_by("pk")
        return list(verbs.values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/accounts/email/", {"action_add": "", "email": NEW}),
        ("/accounts/email/", {"action_primary": "", "email": "second@example.com"}),
        ("/accounts/email/", {"action_remove": "", "email": "second@example.com"}),
        ("/accounts/2fa/totp/activate/", {"code": "123456"}),
        ("/accounts/2fa/recovery-codes/generate/", {}),
    ],
)
def test_change_asks_for_the_password_first(lenas, lena, path, sent, mailoutbox):
    EmailAddress.objects.create(user=lena.user, email="second@example.com", verified=True)
    before = list(EmailAddress.objects.order_by("pk").values())
    answer = lenas.post(path, sent)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert list(EmailAddress.objects.order_by("pk").values()) == before
    assert mailoutbox == []


def test_former_address_hears_of_the_new_one(lenas, lena, hart_vale, mailoutbox):
    former = lena.user.email
    enters_password(lenas)
    EmailAddress.objects.create(user=lena.user, email=NEW, verified=True)
    lenas.post("/accounts/email/", {"action_primary": "", "email": NEW})
    (notice,) = mailoutbox
    assert notice.to == [former]
    assert NEW in notice.body
    assert recorded(hart_vale) == ["person.email_changed"]


def test_confirmed_address_is_told_to_the_one_before(lenas, lena, hart_vale, mailoutbox):
    enters_password(lenas)
    lenas.post("/accounts/email/", {"action_add": "", "email": NEW})
    (question,) = mailoutbox
    assert question.to == [NEW]
    path = next(line for line in question.body.split() if "/confirm-email/" in line)
    lenas.post(path[path.index("/accounts/") :])
    assert EmailAddress.objects.get(email=NEW).verified
    notice = mailoutbox[-1]
    assert notice.to == [lena.user.email]
    assert NEW in notice.body
    assert recorded(hart_vale) == ["person.email_added"]


def test_new_password_is_told_and_recorded(lenas, lena, hart_vale, mailoutbox):
    new = "Another-Battery-18"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert lenas.post("/accounts/password/change/", told).status_code == 302
    assert [mail.to for mail in mailoutbox] == [[lena.user.email]]
    assert recorded(hart_vale) == ["person.password_changed"]


def test_mail_server_that_is_away_fails_no_page(client, lena, monkeypatch):
    def away(*_args):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert client.post("/accounts/password/reset/", {"email": lena.user.email}).status_code == 302
