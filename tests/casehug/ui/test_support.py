"""Support is one click away wherever something fails, and told what failed, never about whom."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.template.loader import get_template

from casehug.ui import support
from integrations.models import Connection, Sync

ERRORS = ("400", "403", "403_csrf", "404", "405", "413", "500", "503")


def letters(page):
    """What each email that the page begins would say."""
    begun = [part.split('"')[0] for part in page.split('href="mailto:support@')[1:]]
    return [parse_qs(urlsplit(one.replace("&amp;", "&")).query) for one in begun]


def test_an_email_says_the_firm_what_failed_and_its_reference(settings):
    settings.SUPPORT_EMAIL = "help@example.com"
    made = support.mailto(firm="Hart & Vale", what="Sync to Clio", reference="sync 7 forbidden")
    assert made.startswith("mailto:help@example.com?subject=CaseHug%3A%20Sync%20to%20Clio")
    assert "+" not in made
    told = unquote(made.split("body=")[1])
    assert "Firm: Hart & Vale\nWhat failed: Sync to Clio\nReference: sync 7 forbidden" in told


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_page_leads_to_support(code):
    (letter,) = letters(get_template(f"{code}.html").render())
    assert f"({code.replace('_', ' ')})" in letter["subject"][0]


@pytest.fixture
def maras(signed_in, mara, in_firm):
    return signed_in(mara)


def test_the_firms_menu_has_help(maras):
    (letter,) = letters(maras.get("/clients/").content.decode())
    assert "Firm: Hart & Vale" in letter["body"][0]


@pytest.fixture
def held(maras, matter):
    Connection.objects.create(region="us", account_id="1")
    sentence = "2 contacts in Clio have the email of Maya Ruiz. Choose one."
    about = {"trigger": "manual", "state": "held", "reason": "several_contacts"}
    return Sync.objects.create(matter=matter, sentence=sentence, **about)


def test_a_held_sync_leads_to_support_without_a_name(maras, held):
    for path in (f"/matters/{held.matter_id}/", f"/settings/integrations/syncs/{held.pk}/"):
        told = [one["subject"][0] for one in letters(maras.get(path).content.decode())]
        assert f"CaseHug: Sync to Clio (sync {held.pk} several_contacts)" in told
    page = maras.get("/settings/integrations/syncs/").content.decode()
    assert "CaseHug: Sync to Clio (sync-log)" in [one["subject"][0] for one in letters(page)]
    assert "Maya" not in str(letters(page))


def test_what_goes_wrong_with_clio_leads_to_support(maras, settings, matter):
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = ""
    page = maras.get("/settings/integrations/").content.decode()
    assert any("clio-not-configured" in one["subject"][0] for one in letters(page))
    said = maras.post("/settings/integrations/clio/connect/", follow=True).content.decode()
    assert any("clio-authorization" in one["subject"][0] for one in letters(said))
    said = maras.post(f"/matters/{matter.pk}/sync/", follow=True).content.decode()
    assert any("clio-not-configured" in one["subject"][0] for one in letters(said))


def test_a_lapsed_connection_leads_to_support(maras, settings):
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = "x"
    Connection.objects.create(region="us", account_id="1", state="lapsed")
    page = maras.get("/settings/integrations/").content.decode()
    assert any("clio-reconnect" in one["subject"][0] for one in letters(page))
