"""Presenter: a sync in the words of a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casehug.models import Member
from integrations.errors import Reason, SyncError, TryLater
from integrations.models import Link, Sync
from integrations.regions import REGIONS
from integrations.views.exits import exit_of

BADGES = {
    Sync.State.QUEUED: ("waiting", pgettext_lazy("sync", "Waiting")),
    Sync.State.RUNNING: ("waiting", pgettext_lazy("sync", "Syncing")),
    Sync.State.SYNCED: ("good", _("Synced, verified")),
    Sync.State.HELD: ("attention", pgettext_lazy("sync", "Needs you")),
    Sync.State.SUPERSEDED: ("waiting", pgettext_lazy("sync", "Replaced")),
}
NEEDS: dict[str, object] = {
    Reason.NEEDS_CLIENT: _("Needs a client"),
    Reason.UNMAPPED: _("Not mapped"),
    Reason.SEVERAL_CONTACTS: _("Choose a contact"),
    Reason.RECONNECT: _("Reconnect"),
    Reason.DELETED: _("Deleted in Clio"),
    Reason.MOVED: _("Choose a contact"),
    Reason.OTHER_ACCOUNT: _("Other Clio account"),
}


def who_reconnects() -> str:
    """Mara Hart, Ines Roy: the admins, who alone may; one query."""
    admins = Member.objects.admins()
    return ", ".join(str(one) for one in admins.select_related("user").order_by("pk"))


def in_vain(error: SyncError) -> str:
    """Why Clio did not answer a person who is looking, and what to do about it."""
    if isinstance(error, TryLater):
        return gettext("{why} Try again in a minute.").format(why=error.sentence)
    return error.sentence


def about(wait: timedelta) -> str:
    """How long, honestly rounded: "a few seconds", "about 3 min", "about 2 days"."""
    seconds = wait.total_seconds()
    if seconds < 10:
        return gettext("a few seconds")
    if seconds < 90:
        count = round(seconds / 10) * 10
        return ngettext("about {count} s", "about {count} s", count).format(count=count)
    if seconds < 90 * 60:
        count = round(seconds / 60)
        return ngettext("about {count} min", "about {count} min", count).format(count=count)
    if seconds < 36 * 3600:
        count = round(seconds / 3600)
        return ngettext("about {count} hour", "about {count} hours", count).format(count=count)
    count = round(seconds / 86_400)
    return ngettext("about {count} day", "about {count} days", count).format(count=count)


def badge_of(
    state: str,
    reason: str,
    *,
    elsewhere: bool = False,
    differs: bool = False,
    has_unsent: bool = False,
) -> tuple[str, str]:
    """(kind, words) of a sync; `elsewhere`: it was for another Clio account than the one in use;
    `differs`: Clio holds something else by now; `has_unsent`: its matter holds a document that no
    sync has sent."""
    if elsewhere and state == Sync.State.SYNCED:
        return "waiting", gettext("Synced to another Clio account")
    if differs and state == Sync.State.SYNCED:
        return "attention", gettext("Changed in Clio")
    kind, words = BADGES[Sync.State(state)]
    if has_unsent and state == Sync.State.SYNCED:
        return "waiting", gettext("Synced, more to send")
    if reason in {Reason.UNDONE, Reason.TAKEN_BACK}:
        return kind, gettext("Not needed any more")
    return kind, str(NEEDS.get(reason, words) if state == Sync.State.HELD else words)


@dataclass(slots=True)
class SyncPresenter:
    """One sync for one line of a page. `who` needs `requested_by__user` loaded."""

    sync: Sync
    has_unsent: bool = False

    @property
    def badge(self) -> tuple[str, str]:
        return badge_of(self.sync.state, self.sync.reason, has_unsent=self.has_unsent)

    @property
    def reference(self) -> str:
        """For support: which sync, and the code of why it waits; never its sentence."""
        return f"sync {self.sync.pk} {self.sync.reason}".strip()

    @property
    def who(self) -> str:
        by = self.sync.requested_by
        return str(by.user) if by else "CaseHug"

    @property
    def sentence(self) -> str:
        """What it is waiting for, what a person must do, or nothing when all is well."""
        if self.sync.state == Sync.State.QUEUED and self.sync.sentence:
            again = gettext("{why} We try again in {wait}.")
            return again.format(why=self.sync.sentence, wait=about(self.waits))
        return self.sync.sentence

    @property
    def waits(self) -> timedelta:
        return max(self.sync.not_before - timezone.now(), timedelta(0))

    @property
    def at(self) -> datetime:
        return self.sync.requested_at

    @property
    def url(self) -> str:
        """Its matter in Clio, once all is there. Needs `in_clio` beside the sync."""
        where = getattr(self.sync, "in_clio", None)
        if not where or self.sync.state != Sync.State.SYNCED:
            return ""
        region, _, _ = where["account"].partition(":")
        return REGIONS[region].web(Link.Kind.MATTER, where["id"])

    @property
    def can_retry(self) -> bool:
        """Not what a later sync has overtaken, nor what waits for an answer from a form."""
        if not self.sync.is_newest or self.needs_form:
            return False
        return self.sync.state == Sync.State.HELD or (
            self.sync.state == Sync.State.QUEUED
            and self.sync.reason not in {"", Reason.UNKNOWN, Reason.BUDGET}
        )

    @property
    def needs_form(self) -> str:
        """What to do on the matter's page, which has the form; empty where a retry may help."""
        if not self.sync.is_newest or self.sync.state != Sync.State.HELD:
            return ""
        if self.sync.reason == Reason.NEEDS_CLIENT and self.sync.matter.client_id:
            return ""  # Somebody added one meanwhile.
        way = exit_of(self.sync.reason)
        return str(way.words) if way and way.has_form else ""

    @property
    def form_url(self) -> str:
        way = exit_of(self.sync.reason)
        return way.url(self.sync.matter_id) if way else ""
