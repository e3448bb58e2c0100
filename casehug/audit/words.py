"""What the audit log says of each verb, of every room, so that page, filter and export say the same.

Nobody is named here: an entry's actor and subject stand beside its words.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "matters": _("Matters and clients"),
    "documents": _("Documents"),
    "intake": _("Intake"),
    "review": _("Review"),
    "links": _("Links and emails"),
    "clio": _("Clio"),
    "team": _("Team and sign-in"),
    "settings": _("Settings"),
}

_OF_KIND = {
    "matters": {
        "matter.created": _("Matter created"),
        "matter.changed": _("Matter changed"),
        "matter.client_set": _("Client of the matter set"),
        "matter.status_set": _("Status of the matter set"),
        "client.created": _("Client added"),
        "client.changed": _("Client changed"),
    },
    "documents": {
        "document.filed": _("Document added"),
        "document.taken_out": _("Document taken off the matter"),
        "document.left_out": _("Document left out of the sync"),
        "document.let_in": _("Document put back into the sync"),
        "document.viewed": _("Document opened"),
        "upload.viewed": _("Upload opened"),
    },
    "intake": {
        "intake.created": _("Intake begun"),
        "intake.submitted": _("Intake sent to the firm"),
        "intake.followed": _("Checklist taken over again"),
        "item.added": _("Item added"),
        "item.removed": _("Item removed"),
        "item.restored": _("Item put back"),
        "item.excused": _("Item excused"),
        "item.excuse_undone": _("Excuse of an item undone"),
        "item.helped": _("Client helped with an item"),
        "answer.given": _("Answer given for the client"),
        "excuse.given": _("Client said an item is not possible"),
        "excuse.withdrawn": _("Client took that back"),
        "upload.received": _("File received from the client"),
        "upload.taken_back": _("File taken back by the client"),
        "upload.put_back": _("File put back by the client"),
        "upload.unlocked": _("PDF unlocked with its password"),
        "upload.clean": _("File scanned: no virus"),
        "upload.infected": _("File scanned: a virus"),
    },
    "review": {
        "upload.approved": _("Upload approved"),
        "upload.returned": _("Upload returned"),
        "upload.approved_undone": _("Approval undone"),
        "upload.returned_undone": _("Return undone"),
        "intake.approved": _("Intake approved"),
        "intake.approval_undone": _("Approval of the intake undone"),
    },
    "links": {
        "link.made": _("Private link made"),
        "link.copied": _("Private link copied"),
        "link.sent_again": _("Private link sent again"),
        "link.revoked": _("Private link ended"),
        "code.sent": _("Code sent to the client"),
        "code.read_out": _("Code shown, to be read to the client"),
        "codes.used_up": _("Too many wrong codes"),
        "device.remembered": _("Client’s device remembered"),
        "device.forgotten": _("Client’s device forgotten"),
        "email.invited": _("Invitation sent to the client"),
        "email.reminded": _("Reminder sent to the client"),
        "email.answered": _("Answer sent to the client"),
        "reminders.stopped": _("Reminders stopped"),
    },
    "clio": {
        "clio.connected": _("Clio connected"),
        "clio.disconnected": _("Clio disconnected"),
        "clio.account_confirmed": _("Clio account confirmed"),
        "clio.switched": _("Automatic sync switched"),
        "clio.practice_areas_fetched": _("Practice areas fetched from Clio"),
        "mapping.chosen": _("Practice area of a case type chosen"),
        "mapping.corrected": _("Practice area of synced matters corrected"),
        "contact.chosen": _("Contact in Clio chosen"),
        "contact.new_chosen": _("New contact in Clio chosen"),
        "matter.adopted": _("Matter in Clio taken as ours"),
        "link.followed": _("Record left in Clio taken as ours"),
        "document.spare_removed": _("Empty second document removed in Clio"),
        "matter.status_followed": _("Status of the matter taken from Clio"),
        "difference.found": _("Record changed or deleted in Clio"),
        "difference.settled": _("Record in Clio as before"),
        "difference.taken": _("Clio’s value taken"),
        "difference.kept": _("Our value sent to Clio"),
        "difference.again": _("Deleted record sent to Clio again"),
        "difference.forgotten": _("Difference with Clio left as it is"),
        "finding.found": _("Record in Clio not there exactly once"),
        "finding.settled": _("Record in Clio there once again"),
        "finding.kept": _("Records in Clio kept as they are"),
        "sync.asked": _("Sync asked for"),
        "sync.held": _("Sync held"),
        "sync.synced": _("Synced to Clio"),
        "sync.synced_by_itself": _("Synced to Clio by itself"),
        "sync.withdrawn": _("Sync withdrawn"),
        "bulk_sync.started": _("Sync of older matters started"),
        "bulk_sync.paused": _("Sync of older matters paused"),
        "bulk_sync.resumed": _("Sync of older matters resumed"),
        "bulk_sync.cancelled": _("Sync of older matters canceled"),
        "bulk_sync.finished": _("Sync of older matters finished"),
    },
    "team": {
        "person.signed_in": _("Signed in"),
        "person.password_set": _("Password set"),
        "person.password_changed": _("Password changed"),
        "person.password_reset": _("Password reset"),
        "person.email_changed": _("Sign-in email changed"),
        "person.email_added": _("Sign-in email added"),
        "person.email_removed": _("Sign-in email removed"),
        "person.second_factor_added": _("Two-step sign-in added"),
        "person.second_factor_removed": _("Two-step sign-in removed"),
        "person.recovery_codes_renewed": _("Recovery codes renewed"),
        "member.invited": _("Member invited"),
        "member.joined": _("Member joined"),
        "member.second_step_reset_asked": _("Second step to be reset: asked"),
        "member.second_step_reset_refused": _("Second step to be reset: refused"),
        "member.second_step_reset": _("Second step reset by two admins"),
        "firm.second_step_required": _("Two-step sign-in required of everyone"),
        "firm.second_step_left_open": _("Two-step sign-in left to each person"),
        "member.removed": _("Member removed"),
        "member.role_set": _("Role of a member set"),
        "invitation.withdrawn": _("Invitation withdrawn"),
        "audit.exported": _("Audit log exported"),
    },
    "settings": {
        "firm.changed": _("Firm profile changed"),
        "firm.colour_set": _("Color of the portal set"),
        "firm.logo_set": _("Logo set"),
        "firm.logo_removed": _("Logo removed"),
        "preferences.changed": _("Intake settings changed"),
        "case_type.added": _("Case type added"),
        "case_type.name_translated": _("Case type translated"),
        "case_types.shipped": _("Case types put in place"),
        "checklist.made": _("Checklist made"),
        "checklist.copied": _("Checklist copied"),
        "checklist.removed": _("Checklist removed"),
        "checklists.shipped": _("Checklists put in place"),
        "checklist_item.added": _("Item of a checklist added"),
        "checklist_item.changed": _("Item of a checklist changed"),
        "checklist_item.moved": _("Item of a checklist moved"),
        "checklist_item.removed": _("Item of a checklist removed"),
    },
}
WORDS = {verb: words for of_kind in _OF_KIND.values() for verb, words in of_kind.items()}
SYSTEM = pgettext_lazy("audit log", "CaseHug")


def verbs_of(kind: str) -> list[str]:
    """Empty for a kind there is not."""
    return list(_OF_KIND.get(kind, ()))


def of(verb: str) -> str:
    """A verb of an older version is told as it was written."""
    return str(WORDS.get(verb, verb))
