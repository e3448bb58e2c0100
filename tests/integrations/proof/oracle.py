"""What must be in Clio after a sync, whatever happened on the way: all of it, and nothing else."""

from collections import Counter

from django.db.models import Count

from integrations.models import Link, Sync
from matters.models import Client, Document, Matter


def faults_of(before, after):
    """Sentences about whatever is lost, double, incomplete or unknown to us; none when all is well.

    `before` and `after`: the sandbox's whole store. Every client, matter and document of the firm
    in scope must be there once.
    """
    new = {noun: added(before, after, noun) for noun in ("contacts", "matters", "documents")}
    yield from contact_faults(new["contacts"])
    yield from matter_faults(new["matters"])
    yield from document_faults(new["documents"])
    yield from link_faults(new)
    yield from sync_faults()


def added(before, after, noun):
    known = {row["id"] for row in before[noun]}
    return [row for row in after[noun] if row["id"] not in known]


def compare(what, wanted, found):
    wanted, found = Counter(list(wanted)), Counter(list(found))
    for key, times in (found - wanted).items():
        yield f"{what} {key}: {times} too many"
    for key in wanted - found:
        yield f"{what} {key}: missing"


def contact_faults(contacts):
    """One for each email address; for a client without one, by name."""
    wanted = {client.folded_email or client.name for client in Client.objects.all()}
    yield from compare("contact", wanted, map(known_by, contacts))


def known_by(contact):
    addresses = contact["email_addresses"]
    return addresses[0]["address"].casefold() if addresses else contact["name"]


def matter_faults(matters):
    links = Link.objects.filter(kind="matter").select_related("firm")
    yield from compare(
        "matter",
        [link.marker(link.firm) for link in links],
        [row["client_reference"] for row in matters],
    )
    if len(links) != Matter.objects.count():
        yield "a matter has no link"


def document_faults(documents):
    links = Link.objects.filter(kind="document").select_related("firm", "document")
    wanted = {link.marker(link.firm): link.document for link in links}
    markers = [row["external_properties"][0]["value"] for row in documents]
    yield from compare("document", wanted, markers)
    if len(wanted) != Document.objects.count():
        yield "a document has no link"
    for marker, row in zip(markers, documents, strict=True):
        if document := wanted.get(marker):
            yield from byte_faults(document, row)


def byte_faults(document, row):
    sums = [version["sha256"] for version in row["versions"]]
    if sums != [document.sha256]:
        yield f"document {document.pk}: bytes {sums}, not {document.sha256}"
    if not row["fully_uploaded"]:
        yield f"document {document.pk}: not complete"


def link_faults(new):
    ids = {noun: {row["id"] for row in rows} for noun, rows in new.items()}
    for link in Link.objects.all():
        if not link.is_done:
            yield f"{link.kind} {link.pk}: {link.state} {link.reason}"
        elif link.clio_id not in ids[f"{link.kind}s"]:
            yield f"{link.kind} {link.pk}: its row {link.clio_id} is not in Clio"


def sync_faults():
    for state, count in Sync.objects.values_list("state").annotate(Count("pk")):
        if state not in {Sync.State.SYNCED, Sync.State.SUPERSEDED}:
            sentences = Sync.objects.filter(state=state).values_list("reason", "sentence")
            yield f"{count} × sync {state}: {sentences[:3]}"
