"""The switch for recordings reaches the lists a firm had before there was one, and their intakes."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from intake.checklists import checklists
from intake.checklists.defaults import CHECKLISTS
from intake.lifecycle import checklist_update
from intake.models import Checklist, ChecklistItem, Intake, Item
from matters.models import CaseType

migration = import_module("intake.migrations.0007_recordings_welcome")


@pytest.fixture
def before():
    """When the switch came."""
    return MigrationRecorder.Migration.objects.get(app="intake", name="0004_files_of_clients")


@pytest.fixture
def of_old(in_firm, new_intake, before):
    """An intake of a firm whose lists are older than the switch."""
    intake = new_intake(case_type=CaseType.objects.get(name="Motor Vehicle Accident"))
    since = before.applied - timedelta(days=1)
    Checklist.objects.update(changed_at=since)
    ChecklistItem.objects.update(takes_recordings=False)
    Item.objects.update(takes_recordings=False)
    Intake.objects.update(followed_at=since)
    intake.refresh_from_db()
    return intake


def migrated():
    with connection.cursor() as cursor:
        cursor.execute(migration.WELCOME)


def welcoming():
    return set(ChecklistItem.objects.filter(takes_recordings=True).values_list("key", flat=True))


def shipped(name):
    return {ask.key for ask in CHECKLISTS[name] if ask.takes_recordings}


def test_keys_are_those_that_ship():
    keys = {ask.key for asks in CHECKLISTS.values() for ask in asks if ask.takes_recordings}
    assert {key.strip("' ") for key in migration.KEYS.split(",")} == keys


def test_lists_of_before_welcome_them(of_old):
    assert not checklist_update.is_behind(of_old, Checklist.objects.first())
    migrated()
    assert welcoming() == shipped("Motor Vehicle Accident") != set()
    assert checklist_update.is_behind(of_old, Checklist.objects.first())


def test_staff_bring_them_to_an_intake_of_before(of_old, lena):
    migrated()
    checklist_update.apply_checklist(intake=of_old, by=lena)
    welcome = of_old.items.filter(takes_recordings=True)
    assert {item.source.key for item in welcome.select_related("source")} == shipped(
        "Motor Vehicle Accident"
    )


def test_what_a_firm_switched_off_since_stays_off(of_old, before):
    Checklist.objects.update(changed_at=before.applied + timedelta(days=1))
    migrated()
    assert welcoming() == set()


def test_another_kind_of_list_is_left_alone(in_firm, before):
    checklists.ship(firm=in_firm, case_type=CaseType.objects.get(name="Wills"))
    since = before.applied - timedelta(days=1)
    Checklist.objects.update(changed_at=since)
    migrated()
    assert Checklist.objects.get().changed_at == since
