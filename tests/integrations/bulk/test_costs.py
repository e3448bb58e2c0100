"""What a bulk sync says it will cost is what each matter's own look ahead says."""

import pytest
from django.db import connection as database
from django.utils import timezone

from integrations.clio.push.costs import calls_ahead, calls_ahead_of
from integrations.models import Link
from matters.models import Matter

ACCOUNT = "us:1"


def link(**about):
    row = next(one for name, one in about.items() if name in {"client", "matter", "document"})
    kind = {"Client": "contact"}.get(type(row).__name__, type(row).__name__.lower())
    return Link.objects.create(**{"clio_account": ACCOUNT, "kind": kind, **about})


def nothing(matter, papers):
    pass


def all_there(matter, papers):
    for number, row in enumerate([{"client": matter.client}, {"matter": matter}]):
        link(state="done", clio_id=number + 1, **row)
    for number, paper in enumerate(papers):
        link(state="done", clio_id=90 + number, document=paper, pushed={"size": paper.size})


def all_elsewhere(matter, papers):
    all_there(matter, papers)
    Link.objects.update(clio_account="us:2")


def unknown(matter, papers):
    link(client=matter.client, state="inflight")
    link(matter=matter, state="inflight")
    link(document=papers[0], state="inflight")


def half_way(matter, papers):
    link(client=matter.client, state="done", clio_id=1)
    link(document=papers[0], state="inflight", clio_id=2)
    link(document=papers[1], state="inflight", clio_id=3, pushed={"size": papers[1].size})


def left_out(matter, papers):
    for paper in papers:
        link(document=paper, left_out_at=timezone.now())


def parked(matter, papers):
    link(document=papers[0], state="parked", reason="deleted", clio_id=5)


def in_parts(matter, papers):
    link(document=papers[0], state="inflight", clio_id=2, pushed={"parts": "u", "there": [1]})


def to_resend(matter, papers):
    link(client=matter.client, state="done", clio_id=1, pushed={"resend": ["email"]})


OF_ANY = [nothing, all_there, all_elsewhere, left_out, to_resend]
OF_SOME = [unknown, half_way, parked, in_parts]
STANDINGS = [(one, papers) for one in OF_ANY for papers in (0, 1, 3)] + [
    (one, 3) for one in OF_SOME
]


@pytest.mark.parametrize(("standing", "papers"), STANDINGS)
def test_many_cost_what_each_costs(matter, file_document, standing, papers):
    standing(matter, [file_document(matter, f"{n}.pdf") for n in range(papers)])
    sql, parameters = calls_ahead_of(Matter.objects.all(), ACCOUNT)
    with database.cursor() as cursor:
        cursor.execute(sql, parameters)
        [(pk, _at, calls, documents, size)] = cursor.fetchall()
    assert (pk, calls) == (matter.pk, calls_ahead(matter, ACCOUNT))
    sent = {all_there: 0, left_out: 0}.get(standing, papers)
    assert documents == sent
    assert (size > 0) is (sent > 0)
