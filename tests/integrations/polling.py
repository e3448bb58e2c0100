"""A look at Clio, as the periodic job takes it once the firm is due."""

from django.db.models.functions import Now

from integrations.clio.pull.schedule import poll_due
from integrations.models import Connection, Link, Poll


def look(*, again=True):
    """`again`: at every record, with this quarter of an hour's calls whole."""
    if again:
        Link.objects.update(compared_at=None)
    for _turn in range(6 if again else 1):
        Connection.objects.update(next_poll_at=Now())
        if again:
            Poll.objects.update(window_at=None)
        poll_due()


def feed_only():
    """As when every record was compared a moment ago: what is seen came by `updated_since`."""
    Connection.objects.update(next_poll_at=Now())
    Poll.objects.update(window_at=None)
    Link.objects.update(compared_at=Now())
    poll_due()


def calls(clio, mark):
    return [e["path"] for e in clio.ledger(mark) if e["path"].startswith("/api/")]
