"""Read-back: after a push every record is read again from Clio and compared; then the log may say
verified.

Two calls whatever the number of documents: the matter with its client, and the matter's documents.
"""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from django.db.models.functions import Now
from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.clio import failpoints, mapping
from integrations.clio.client import Row
from integrations.clio.matter_dates import matter_dates
from integrations.clio.push.context import DELETED, Push, all_deleted
from integrations.clio.push.moved import settle_client, shown_client
from integrations.errors import Held, NotFound, Reason, SyncError, TryLater
from integrations.models import Link, SyncEvent

FIELDS = {
    "description": _("description"),
    "status": _("status"),
    "practice_area": _("practice area"),
}
LEFT = _("Somebody changed the {what} in Clio; we left it as it is there.")
# Clio answers at most 200 rows a page, and an address has its limits.
IDS_PER_CALL = 100


def read_back(push: Push, contact: Link, matter: Link, practice_area: int | None) -> None:
    """Raises Held for what a person deleted in Clio, TryLater for what is not complete yet."""
    filed = _filed(push)
    in_clio, records = _read(push, matter, [link.clio_id for link in filed if link.clio_id])
    in_clio = _keep_in_step(push, contact, matter, in_clio, practice_area)
    found = [
        _verify_matter(push, contact, matter, in_clio),
        _verify_documents(push, filed, {record["id"]: record for record in records}),
    ]
    for trouble in found:
        if trouble:
            raise trouble


def _filed(push: Push) -> list[Link]:
    account = push.connection.clio_account
    mine = Link.objects.of_documents(push.matter).select_related("document")
    return [link for link in mine.in_account(account) if not link.is_left_out]


def _read(push: Push, matter: Link, ids: list[int]) -> tuple[Row, list[Row]]:
    failpoints.step.set("readback")
    with ThreadPoolExecutor(2, thread_name_prefix="reading") as threads:
        the_matter = threads.submit(copy_context().run, _read_matter, push, matter)
        documents = threads.submit(copy_context().run, _read_documents, push, ids)
        try:
            return the_matter.result(), documents.result()
        except NotFound as error:
            sentence = Sentence(_("The matter {number} was deleted in Clio."), number=matter.label)
            push.park(matter, "deleted", sentence)
            raise Held(sentence, reason=Reason.DELETED) from error


def _read_matter(push: Push, matter: Link) -> Row:
    return push.clio.get(f"matters/{matter.clio_id}", fields=mapping.MATTER_FIELDS)


def _read_documents(push: Push, ids: list[int]) -> list[Row]:
    rows: list[Row] = []
    for start in range(0, len(ids), IDS_PER_CALL):
        some = {"ids[]": ids[start : start + IDS_PER_CALL]}
        rows += push.clio.list(
            "documents", show_uncompleted="true", fields=mapping.DOCUMENT_FIELDS, **some
        )
    return rows


def _keep_in_step(
    push: Push, contact: Link, matter: Link, in_clio: Row, practice_area: int | None
) -> Row:
    """Send what changed on our side since we last sent it; a person's edits in Clio stay.

    Both are read anew: what people changed in Clio may have been taken in since the turn began.
    """
    matter.refresh_from_db(fields=["pushed"])
    push.matter.refresh_from_db(fields=["title", "status"])
    state = mapping.matter_state(push.matter, practice_area, contact.clio_id)
    changed = {name: value for name, value in state.items() if matter.pushed.get(name) != value}
    kept = matter.pushed.get(mapping.KEPT, {})
    if matter.pushed.get("client") != shown_client(in_clio):
        changed.pop("client", None)  # Moved in Clio, not here.
    for name in mapping.changed_on_both_sides(matter.pushed, state, in_clio):
        changed.pop(name, None)
        Link.objects.filter(pk=matter.pk).update(compared_at=None)
    if "client_reference" in matter.pushed.get("resend", ()):
        changed["client_reference"] = matter.marker(push.firm)
    if not changed:
        return in_clio
    sent = {name: value for name, value in changed.items() if name not in kept}
    if sent:
        push.clio.update(
            f"matters/{matter.clio_id}",
            mapping.matter(sent) | _dates(push, matter, sent),
            fields=mapping.MATTER_FIELDS,
            etag=in_clio.get("etag") or "",
        )
    with push.commit():
        matter.refresh_from_db(fields=["pushed"], from_queryset=Link.objects.select_for_update())
        matter.pushed = {**matter.pushed, **changed}
        matter.pushed.pop("resend", None)
        matter.save(update_fields=["pushed"])
        if sent:
            sentence = Sentence(_("Updated the matter {number}."), number=matter.label)
            push.say(SyncEvent.Outcome.UPDATED, sentence, matter)
    return _read_matter(push, matter) if sent else in_clio


def _dates(push: Push, matter: Link, sent: Row) -> Row:
    """The days a changed status began. When a matter of Clio's own was opened is known there."""
    if "status" not in sent:
        return {}
    dates: Row = matter_dates(push.matter, push.firm)
    if matter.how == Link.How.CHOSEN:
        dates.pop("open_date", None)
    return dates


def _verify_matter(push: Push, contact: Link, matter: Link, in_clio: Row) -> SyncError | None:
    if trouble := settle_client(push, contact, matter, in_clio):
        return trouble
    differences = mapping.matter_differences(matter.pushed, in_clio)
    with push.commit():
        for link in (contact, matter):
            link.verified_at = Now()
            link.save(update_fields=["verified_at"])
        if differences:
            push.say(SyncEvent.Outcome.VERIFIED, _told(differences), matter)
    return None


def _told(differences: list[str]) -> Sentence:
    return Sentence(LEFT, what=[Sentence(FIELDS[name]) for name in differences])


def _verify_documents(push: Push, filed: list[Link], records: dict[int, Row]) -> SyncError | None:
    unfinished, gone = [], []
    with push.commit():
        for link in filed:
            record = records.get(link.clio_id or 0)
            if link.state == Link.State.PARKED:
                continue
            if record is None or record.get("deleted_at"):
                gone.append(link)
            elif not mapping.is_complete(record, link.pushed.get("size", -1)):
                unfinished.append(link)
            else:
                link.state, link.reason, link.verified_at = Link.State.DONE, "", Now()
                link.save(update_fields=["state", "reason", "verified_at"])
        for link in unfinished:
            link.state, link.reason = Link.State.INFLIGHT, Reason.CHECKING
            link.save(update_fields=["state", "reason"])
    if gone:
        return _park_deleted(push, gone)
    if unfinished:
        return TryLater(_("Clio is still checking the documents."), reason=Reason.CHECKING)
    return None


def _park_deleted(push: Push, gone: list[Link]) -> Held:
    for link in gone:
        push.park(link, Reason.DELETED, Sentence(DELETED, name=link.label))
    names = [link.label for link in sorted(gone, key=lambda link: link.document_id or 0)]
    return Held(all_deleted(names), reason=Reason.DELETED)
