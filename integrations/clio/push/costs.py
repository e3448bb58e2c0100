"""Call budget of a push: how many calls to Clio one matter takes from where it stands."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from integrations.clio.push.documents import is_filed
from integrations.models import Link
from matters.models import Matter


def calls_ahead(matter: Matter, clio_account: str, *, coming: int = 0) -> int:
    """What is left of 5 + 2·D; one more to ask where the documents stand, and one for each thing
    else of which it is unknown whether Clio has it. `coming`: documents that are made before it leaves."""
    links = Link.objects.of_matter(matter).in_account(clio_account)
    kinds = Counter(link.kind for link in links if link.is_done)
    papers = [link for link in links if link.kind == Link.Kind.DOCUMENT and not link.is_done]
    documents = matter.documents.count() + coming - sum(link.is_left_out for link in papers)
    papers = [link for link in papers if not link.is_left_out]
    return (
        (0 if kinds["contact"] else 2)
        + (0 if kinds["matter"] else 1)
        + 2 * (documents - kinds["document"])
        - sum((link.clio_id is not None) + is_filed(link) for link in papers)
        + (1 if any(link.clio_id or link.is_unknown for link in papers) else 0)
        + sum("parts" in link.pushed for link in papers)  # To ask for addresses again.
        + (2 if documents else 1)
        + (2 if any(link.kind == "contact" and link.pushed.get("resend") for link in links) else 0)
        + sum(link.is_unknown for link in links if link.kind != Link.Kind.DOCUMENT)
    )


# The same of many matters at once, with how many documents are to be sent and their bytes. `{chosen}`:
# a query for `id`, `client_id` and `created_at` of matters; each of its rows is looked up by itself,
# so that no plan reads all that the firm ever linked.
_OF_MANY = """
SELECT m.id, m.created_at,
       (CASE WHEN c.state = 'done' THEN 0 ELSE 2 END)
     + (CASE WHEN c.state = 'inflight' AND c.clio_id IS NULL THEN 1 ELSE 0 END)
     + (CASE WHEN coalesce(c.pushed -> 'resend', '[]') <> '[]' THEN 2 ELSE 0 END)
     + (CASE WHEN k.state = 'done' THEN 0 ELSE 1 END)
     + (CASE WHEN k.state = 'inflight' AND k.clio_id IS NULL THEN 1 ELSE 0 END)
     + 2 * p.to_send - p.begun
     + (CASE WHEN p.is_open THEN 1 ELSE 0 END)
     + (CASE WHEN p.documents > 0 THEN 2 ELSE 1 END) AS calls,
       p.to_send AS documents,
       p.size
FROM ({chosen}) m
LEFT JOIN integrations_link c ON c.client_id = m.client_id AND c.clio_account = %s
LEFT JOIN integrations_link k ON k.matter_id = m.id AND k.clio_account = %s
CROSS JOIN LATERAL (
    SELECT count(*) AS documents,
           count(*) FILTER (WHERE NOT d.done) AS to_send,
           coalesce(sum(d.begun) FILTER (WHERE NOT d.done), 0) AS begun,
           coalesce(bool_or(d.is_open) FILTER (WHERE NOT d.done), false) AS is_open,
           coalesce(sum(d.size) FILTER (WHERE NOT d.done), 0) AS size
    FROM (
        SELECT d.size,
               coalesce(l.state = 'done', false) AS done,
               CASE WHEN l.clio_id IS NULL THEN 0 ELSE 1 END
             + CASE WHEN l.pushed ? 'size' THEN 1 ELSE 0 END
             - CASE WHEN l.pushed ? 'parts' THEN 1 ELSE 0 END AS begun,
               coalesce(l.clio_id IS NOT NULL OR l.state = 'inflight', false) AS is_open
        FROM matters_document d
        LEFT JOIN integrations_link l ON l.document_id = d.id AND l.clio_account = %s
        WHERE d.matter_id = m.id AND (l.left_out_at IS NULL OR l.clio_id IS NOT NULL)
    ) d
) p
"""


def calls_ahead_of(matters: QuerySet[Matter], clio_account: str) -> tuple[str, tuple[Any, ...]]:
    """SQL and its parameters: a row (id, created_at, calls, documents, size) for each matter."""
    chosen = matters.order_by().values("id", "client_id", "created_at")
    sql, parameters = chosen.query.sql_with_params()
    return _OF_MANY.format(chosen=sql), (*parameters, *[clio_account] * 3)
