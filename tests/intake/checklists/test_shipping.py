"""The checklist that ships with a firm's first matter, made once however many come at once."""

import threading

import pytest
from django.db import connection as database

from casehug.tenancy.scope import firm_scope
from intake.models import Checklist, Intake
from matters.domain.matters import create_matter
from matters.models import CaseType

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_first_matters_at_once_share_a_checklist(hart_vale, lena):
    with firm_scope(hart_vale.id):
        custody = CaseType.objects.get(name="Custody Only")
        Checklist.objects.filter(case_type=custody).delete()
    both, wrong = threading.Barrier(2, timeout=10), []

    def make(title):
        try:
            with firm_scope(hart_vale.id):
                both.wait()
                create_matter(title=title, case_type=custody, state="OR", by=lena)
        except Exception as error:  # noqa: BLE001 - told below
            wrong.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=make, args=[title]) for title in ("One", "Two")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert wrong == []
    with firm_scope(hart_vale.id):
        assert Checklist.objects.filter(case_type=custody).count() == 1
        items = [intake.items.count() for intake in Intake.objects.all()]
    assert len(items) == 2
    assert items[0] == items[1] > 5
