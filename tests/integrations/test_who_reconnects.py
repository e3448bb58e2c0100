"""One truth about the connection: what happened, who can mend it, and where."""

import pytest

from integrations.models import Connection, Sync


@pytest.fixture
def lapsed(in_firm, mara, matter, settings):
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = "x"
    sentence = "Clio no longer accepts our access. Reconnect to continue."
    about = {"trigger": "manual", "state": "held", "reason": "reconnect", "sentence": sentence}
    Sync.objects.create(matter=matter, **about)
    return Connection.objects.create(region="us", account_id="1", state="lapsed")


@pytest.fixture
def reads(signed_in, matter):
    return lambda member, path=None: (
        signed_in(member).get(path or f"/matters/{matter.pk}/").content.decode()
    )


def test_staff_read_who_can_reconnect(lapsed, reads, lena):
    panel = reads(lena).split('id="clio-panel"')[1]
    assert "somebody disconnected it there, or the permission ran out" in panel
    assert "Mara Hart can reconnect it in Settings → Integrations." in panel
    assert "Reconnect to continue" not in panel
    assert "Mara Hart can reconnect it" in reads(lena, "/")


def test_an_admin_is_led_there(lapsed, reads, mara):
    panel = reads(mara).split('id="clio-panel"')[1]
    assert 'href="/settings/integrations/">Reconnect in Settings → Integrations' in panel


def test_connected_without_credentials_is_one_truth(in_firm, reads, mara, settings):
    Connection.objects.create(region="us", account_id="1")
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = ""
    card = reads(mara, "/settings/integrations/").split('id="clio"')[1].split("</section>")[0]
    assert "Not configured" in card
    assert "Clio integration is not configured" in card
    assert ">Connected<" not in card
    assert "Clio integration is not configured" in reads(mara)
