"""Search index: keeps the words that matters and clients are found by.

Row-level security lets no LIKE near an index before the policy was checked (its operators are not
leakproof), so a trigram index is never used here; comparisons of whole words are.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from matters.models import Client, ClientWord, Matter, MatterWord
from matters.search_words import words


def client_words(client: Client) -> list[str]:
    """The host of an email address is no word of its own: half the clients share it."""
    email = client.folded_email
    found = words(client.first_name, client.last_name, email.partition("@")[0])
    return [*found, email] if email else found


def matter_words(matter: Matter) -> list[str]:
    mine = words(matter.title)
    return list(dict.fromkeys(mine + (client_words(matter.client) if matter.client else [])))


@transaction.atomic
def learn_clients(clients: Iterable[Client]) -> None:
    """Call after clients were written, also in bulk; their matters learn with them."""
    clients = list(clients)
    _learn(ClientWord, "client_id", {client.pk: client_words(client) for client in clients})
    learn_matters(Matter.objects.filter(client__in=clients).select_related("client"))


@transaction.atomic
def learn_matters(matters: Iterable[Matter]) -> None:
    """Call after matters were written, also in bulk."""
    _learn(MatterWord, "matter_id", {matter.pk: matter_words(matter) for matter in matters})


def _learn(model: Any, owner: str, wanted: dict[int, list[str]]) -> None:
    if not wanted:
        return
    model.objects.filter(**{f"{owner}__in": list(wanted)}).delete()
    rows = [model(**{owner: pk}, word=word) for pk, found in wanted.items() for word in found]
    model.objects.bulk_create(rows, batch_size=5000)
