"""Quotas: nobody fills the disk for the others, and whoever is refused reads what to do."""

import pytest

from intake.models import PartialUpload, Upload
from intake.uploads import quota, receiving
from intake.uploads.refusals import Refused
from tests.intake.send import PDF, sent

MEGABYTE = 2**20


@pytest.fixture(autouse=True)
def one_megabyte_a_list(settings):
    settings.INTAKE_QUOTA, settings.FIRM_QUOTA = 1, 0


def begun(item, nonce, size):
    return receiving.begin(item=item, nonce=nonce, name="Passport.pdf", size=size)


def test_a_list_that_is_full_takes_no_more(passport):
    upload = sent(passport)
    Upload.objects.filter(pk=upload.pk).update(size=MEGABYTE)
    for send in (lambda: sent(passport), lambda: begun(passport, "other", len(PDF))):
        with pytest.raises(Refused, match="no room for more files on your list"):
            send()
    assert Upload.objects.count() == 1
    assert not PartialUpload.objects.exists()


def test_a_file_on_its_way_counts_whole_and_once(passport):
    most = MEGABYTE - 1
    partial = begun(passport, "first", most)
    assert begun(passport, "first", most) == partial
    with pytest.raises(Refused, match="no room"):
        begun(passport, "second", 2)
    assert begun(passport, "third", 1)


def test_the_lists_of_a_firm_share_its_room(passport, settings):
    settings.INTAKE_QUOTA, settings.FIRM_QUOTA = 100, 1
    quota.cache.clear()
    Upload.objects.filter(pk=sent(passport).pk).update(size=MEGABYTE)
    quota.cache.clear()
    with pytest.raises(Refused, match="no room"):
        sent(passport)
