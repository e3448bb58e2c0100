"""Events of the file. Sent inside the transaction; receivers only write rows."""

from django.dispatch import Signal

matter_created = Signal()  # matter, by
matter_changed = Signal()  # matter, by
client_changed = Signal()  # client, by
matter_held = Signal()  # matter: what was to leave with it waits for a person
