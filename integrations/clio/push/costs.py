"""Call budget of a push: how many calls to Clio one matter takes from where it stands."""

from collections import Counter

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
        + sum(link.is_unknown for link in links if link.kind != Link.Kind.DOCUMENT)
    )
