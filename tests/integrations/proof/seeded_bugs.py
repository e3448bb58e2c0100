"""Ways to break the engine that the proofs must notice: each takes one protection away."""

import os
from contextlib import contextmanager

from django.conf import settings

from integrations.clio import client, rate_limit
from integrations.clio.push import contact, context, lease, run


def no_wait():
    """Ask Clio what it has at once, though what we sent may still be on its way."""
    settings.CLIO_UNKNOWN_WAIT = 0


def no_question():
    """After an unknown outcome, send again without asking."""
    context.Push.must_have_landed = lambda push, link: link.__setattr__("state", "planned")


def no_uncompleted():
    """Look for documents without show_uncompleted."""
    whole = client.Clio.list

    def without(self, path, **params):
        params.pop("show_uncompleted", None)
        return whole(self, path, **params)

    client.Clio.list = without


def no_lock():
    """Several creators at a time."""

    @contextmanager
    def open_to_all(*_):
        yield

    for module in (contact, run):
        if hasattr(module, "one_creator"):
            module.one_creator = open_to_all


def no_fence():
    """Whoever once had the sync goes on writing."""
    lease.Lease._prove = lambda self: None


def own_budget():
    """Each process counts for itself, and does not listen."""
    rate_limit.Budget.hear = lambda self, *heard: self.hear_nothing()
    once = rate_limit.Budget.__init__

    def alone(self, name, **more):
        once(self, f"{name}:{os.getpid()}", **more)

    rate_limit.Budget.__init__ = alone
