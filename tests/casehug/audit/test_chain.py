"""The hash chain of the audit log: whatever a superuser does to the table is found."""

import json
import os
import random
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casehug import audit
from casehug.audit import chain
from casehug.models import AuditEntry, AuditSeal
from casehug.tenancy.scope import firm_scope

pytestmark = pytest.mark.django_db(transaction=True)
SEED = int(os.environ.get("AUDIT_SEED", "20261130"))
TAMPERINGS = int(os.environ.get("AUDIT_TAMPERINGS", "60"))


def write(member, count=1):
    for number in range(count):
        with transaction.atomic():
            audit.record("member.role_set", member, by=member.user, role=f"“{number}”")


@pytest.fixture
def superuser(lena):
    """A connection of the server's own superuser, to whom no policy and no trigger applies."""
    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"],
        port=database["PORT"] or None,
        dbname=database["NAME"],
        user="postgres",
        autocommit=True,
    ) as opened:
        opened.execute("SET session_replication_role = replica")
        yield opened


def faults(firm, known=None):
    return chain.verify(firm.pk, known).faults


def test_each_entry_is_sealed_when_it_is_committed(in_firm, lena):
    write(lena, 3)
    report = chain.verify(in_firm.pk)
    seals = list(AuditSeal.objects.order_by("number"))
    assert report.faults == []
    assert report.entries == len(seals) == AuditEntry.objects.count()
    assert [seal.number for seal in seals] == list(range(1, len(seals) + 1))
    assert report.head == chain.Head(seals[-1].number, seals[-1].digest)


def test_what_was_taken_back_leaves_no_seal(in_firm, lena):
    write(lena)
    before = AuditSeal.objects.count()
    with transaction.atomic():
        audit.record("member.role_set", lena, by=lena.user)
        transaction.set_rollback(True)
    assert AuditSeal.objects.count() == before
    assert faults(in_firm) == []


def test_a_firm_is_sealed_in_its_own_chain_whoevers_scope_it_is(in_firm, lena, otto, lindgren):
    with transaction.atomic(), firm_scope(lindgren.pk):
        audit.record("member.role_set", otto, by=otto.user)
    assert faults(in_firm) == []
    with firm_scope(lindgren.pk):
        assert faults(lindgren) == []
        assert AuditSeal.objects.filter(entry_id=AuditEntry.objects.latest("pk").pk).exists()


def test_the_program_cannot_date_an_entry_back(in_firm, lena):
    begun = timezone.now() - timedelta(minutes=1)
    columns = "firm_id, verb, actor, subject_type, subject_id, detail, at, recorded_at"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO casehug_auditentry ({columns})"
            " VALUES (%s, 'x', 'y', 'z', '1', '{}', '2020-01-01', '2020-01-01')",
            [in_firm.pk],
        )
    assert AuditEntry.objects.get(verb="x").recorded_at > begun
    report = chain.verify(in_firm.pk)
    assert (report.faults, report.dated_otherwise) == ([], 1)


def test_the_program_writes_no_seal_and_empties_nothing(in_firm, lena):
    write(lena)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        AuditSeal.objects.create(number=99, entry_id=99, digest="0" * 64)
    for refused in ("UPDATE casehug_auditseal SET number = 5", "DELETE FROM casehug_auditseal"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(refused)


def test_not_even_the_owner_empties_the_log(in_firm, superuser):
    superuser.execute("SET session_replication_role = origin")
    for table in ("casehug_auditentry", "casehug_auditseal"):
        superuser.execute(f"ALTER TABLE {table} ENABLE TRIGGER kept_whole")
        try:
            with pytest.raises(psycopg.errors.RaiseException, match="never emptied"):
                superuser.execute(f"TRUNCATE {table}")
        finally:
            superuser.execute(f"ALTER TABLE {table} DISABLE TRIGGER kept_whole")


COLUMNS = {
    "verb": "verb || 'x'",
    "actor": "left(actor, -1)",
    "actor_id": "coalesce(actor_id, 0) + 1",
    "subject_type": "reverse(subject_type) || '.'",
    "subject_id": "subject_id || '0'",
    "matter_id": "coalesce(matter_id, 0) + 1",
    "detail": "detail || '{\"changed\": true}'",
    "at": "at - interval '1 microsecond'",
    "recorded_at": "recorded_at + interval '1 day'",
}


def tamper(superuser, dice, entries):
    """One change that only somebody with all rights can make; what was done, in words."""
    pk = dice.choice(entries)
    what = dice.choice([*COLUMNS, "delete", "swap", "insert", "unseal", "reseal", "both"])
    if what in COLUMNS:
        sql = f"UPDATE casehug_auditentry SET {what} = {COLUMNS[what]} WHERE id = {pk}"
        superuser.execute(sql)
    elif what == "swap":
        other = dice.choice([one for one in entries if one != pk])
        superuser.execute(
            f"UPDATE casehug_auditseal SET entry_id = -entry_id WHERE entry_id IN ({pk}, {other});"
            f"UPDATE casehug_auditseal SET entry_id = CASE -entry_id WHEN {pk} THEN {other}"
            f" ELSE {pk} END WHERE entry_id < 0"
        )
    elif what == "insert":
        columns = "firm_id, verb, actor, subject_type, subject_id, detail, at, recorded_at"
        superuser.execute(
            f"INSERT INTO casehug_auditentry ({columns}) SELECT {columns} FROM casehug_auditentry"
            f" WHERE id = {pk}"
        )
    else:
        superuser.execute(
            {
                "delete": f"DELETE FROM casehug_auditentry WHERE id = {pk}",
                "unseal": f"DELETE FROM casehug_auditseal WHERE entry_id = {pk}",
                "reseal": f"UPDATE casehug_auditseal SET digest = reverse(digest)"
                f" WHERE entry_id = {pk}",
                "both": f"DELETE FROM casehug_auditseal WHERE entry_id = {pk};"
                f"DELETE FROM casehug_auditentry WHERE id = {pk}",
            }[what]
        )
    return f"{what} of {pk}"


def test_every_tampering_is_found(in_firm, lena, superuser):
    dice = random.Random(SEED)
    print(f"AUDIT_SEED={SEED}")
    write(lena, 12)
    entries = list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))
    known = chain.verify(in_firm.pk).head
    superuser.execute(
        "CREATE TEMP TABLE e AS SELECT * FROM casehug_auditentry;"
        "CREATE TEMP TABLE s AS SELECT * FROM casehug_auditseal"
    )
    for _ in range(TAMPERINGS):
        done = tamper(superuser, dice, entries)
        assert faults(in_firm, known), done
        superuser.execute(
            "DELETE FROM casehug_auditentry; INSERT INTO casehug_auditentry SELECT * FROM e;"
            "DELETE FROM casehug_auditseal; INSERT INTO casehug_auditseal SELECT * FROM s"
        )
        assert faults(in_firm, known) == [], done


def test_an_end_that_was_cut_off_is_known_by_the_head_noted_before(
    in_firm, lena, superuser, tmp_path, capsys
):
    heads = tmp_path / "heads.json"
    write(lena, 3)
    call_command("verify_audit", heads=heads)
    before = heads.read_text()
    assert json.loads(before)[str(in_firm.pk)]["number"] == AuditEntry.objects.count()
    last = AuditEntry.objects.latest("pk").pk
    superuser.execute(f"DELETE FROM casehug_auditentry WHERE id = {last}")
    superuser.execute(f"DELETE FROM casehug_auditseal WHERE entry_id = {last}")
    assert faults(in_firm) == []
    with pytest.raises(CommandError, match="not as CaseHug wrote it"):
        call_command("verify_audit", heads=heads)
    assert "The log ends too early" in capsys.readouterr().out
    assert heads.read_text() == before


def test_a_file_of_heads_that_is_none_is_refused(in_firm, lena, tmp_path):
    heads = tmp_path / "heads.json"
    heads.write_text("[1]")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", heads=heads)
