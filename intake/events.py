"""Events of the intake. Sent inside the transaction; receivers only write rows."""

from django.dispatch import Signal

intake_approved = Signal()  # matter, by
document_approved = Signal()  # document, by: approved after the intake was
# matter, by, is_approved: the intake, still
approval_undone = Signal()
intake_submitted = Signal()  # intake
