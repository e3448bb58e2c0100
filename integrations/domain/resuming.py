"""Resuming: what was held goes on by itself once the reason is mended."""

from casehug.models import Member
from integrations.errors import Reason
from integrations.queue import resume

__all__ = ["resume", "resume_access"]

# What a new permission, or a word from Clio that ours is good, may have mended.
OF_ACCESS = (Reason.RECONNECT, Reason.OTHER_ACCOUNT, Reason.FORBIDDEN, Reason.CREDENTIALS)


def resume_access(*, by: Member | None = None) -> None:
    for reason in OF_ACCESS:
        resume(reason=reason, by=by)
