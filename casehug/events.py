"""News of the house. Sent inside the transaction; receivers only write rows."""

from django.dispatch import Signal

firm_founded = Signal()  # firm; its scope is entered
