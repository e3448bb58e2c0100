import pytest
from django.db import IntegrityError, connection, transaction

from casehug.models import Firm, Member
from casehug.tenancy.scope import NoFirmInScope, firm_scope, person_scope
from matters.models import CaseType, Client, Matter


def test_rows_of_a_firm_need_a_firm_in_scope(db):
    with pytest.raises(NoFirmInScope):
        list(Client.objects.all())


def test_postgresql_refuses_without_a_firm_too(maya, lindgren):
    with firm_scope(lindgren.id):
        assert list(Client.unscoped.all()) == []
        assert Client.unscoped.filter(pk=maya.pk).update(last_name="Taken") == 0
        assert Client.unscoped.filter(pk=maya.pk).delete() == (0, {})


def test_scope_is_gone_from_the_connection_afterwards(hart_vale):
    with firm_scope(hart_vale.id):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('casehug.firm', true)")
        assert cursor.fetchone() == ("",)


def test_scope_survives_a_rolled_back_transaction(maya, lindgren):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), firm_scope(lindgren.id):
        raise ZeroDivisionError
    assert Client.objects.get() == maya


def test_scope_reaches_a_connection_opened_inside_it(transactional_db, hart_vale, maya):
    with firm_scope(hart_vale.id):
        connection.close()
        assert Client.unscoped.get() == maya


def test_row_cannot_be_written_for_another_firm(maya, lindgren, hart_vale):
    with firm_scope(lindgren.id), pytest.raises(Exception, match="row-level security"):
        Client.objects.create(firm_id=hart_vale.id, last_name="Planted")


@pytest.mark.django_db(transaction=True)
def test_matter_cannot_name_another_firms_client(maya, lindgren):
    with firm_scope(lindgren.id):
        kind = CaseType.objects.create(name="Maritime", practice_area="Maritime")
        theft = Matter(title="Theft", client_id=maya.pk, case_type=kind, state="OR")
        with pytest.raises(IntegrityError, match="of_the_firm"):
            theft.save()


def test_person_sees_own_memberships_and_firms_only(mara, lena, otto, hart_vale, lindgren):
    with person_scope(otto.user_id):
        assert list(Member.unscoped.all()) == [otto]
        assert list(Firm.objects.all()) == [lindgren]
