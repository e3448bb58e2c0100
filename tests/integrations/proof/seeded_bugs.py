"""Ways to break the engine that the proofs must notice: each takes one protection away."""

import os
from contextlib import contextmanager

from django.conf import settings

from integrations.clio import budget, client, contacts, effects, lease, push


def no_wait():
    """Ask Clio what it has at once, though what we sent may still be on its way."""
    settings.CLIO_UNKNOWN_WAIT = 0


def no_question():
    """After an unknown outcome, send again without asking."""
    effects.Push.must_have_landed = lambda push, link: link.__setattr__("state", "planned")


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

    for module in (contacts, push):
        if hasattr(module, "one_creator"):
            module.one_creator = open_to_all


def no_fence():
    """Whoever once had the sync goes on writing."""
    lease.Lease._prove = lambda self: None


def own_budget():
    """Each process counts for itself, and does not listen."""
    budget.Budget.hear = lambda self, *heard: self.hear_nothing()
    once = budget.Budget.__init__

    def alone(self, name, **more):
        once(self, f"{name}:{os.getpid()}", **more)

    budget.Budget.__init__ = alone
