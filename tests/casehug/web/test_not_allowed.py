"""An address that only takes what a button sends, looked at in the browser."""

import pytest
from django.utils import timezone

from casehug.models import Member

ADDRESSES = [
    "/matters/{}/status/",
    "/matters/{}/intake/link/copy/",
    "/matters/{}/intake/link/sending/",
    "/firm/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_says_so_and_leads_back(signed_in, lena, matter, address):
    answer = signed_in(lena).get(address.format(matter.pk))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "There is no page here" in page
    assert 'href="/"' in page


def test_admins_and_those_without_a_firm_are_told_too(signed_in, mara, in_firm):
    client = signed_in(mara)
    assert b"There is no page here" in client.get(f"/settings/team/{mara.pk}/role/").content
    Member.objects.update(left_at=timezone.now())
    assert b"There is no page here" in client.get("/firm/").content


def test_a_fragment_is_told_as_before(signed_in, lena, matter):
    answer = signed_in(lena).get(f"/matters/{matter.pk}/status/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (405, b"")
