"""Clients: the people that matters are for."""

from django.db import transaction

from casehug import audit
from casehug.models import Member
from matters.domain import search_index
from matters.events import client_changed
from matters.models import Client

FIELDS = ["first_name", "last_name", "email", "phone"]


@transaction.atomic
def create_client(*, first_name: str, last_name: str, email: str, phone: str, by: Member) -> Client:
    client = Client.objects.create(
        first_name=first_name, last_name=last_name, email=email, phone=phone
    )
    search_index.learn_clients([client])
    audit.record("client.created", client, by=by.user)
    return client


@transaction.atomic
def change_client(*, client: Client, by: Member, **changes: str) -> Client:
    """`changes` among first_name, last_name, email, phone."""
    changed = [
        field
        for field in FIELDS
        if changes.get(field, getattr(client, field)) != getattr(client, field)
    ]
    if not changed:
        return client
    for field in changed:
        setattr(client, field, changes[field])
    client.save(update_fields=changed)
    search_index.learn_clients([client])
    audit.record("client.changed", client, by=by.user, fields=changed)
    client_changed.send(sender=Client, client=client, by=by)
    return client
