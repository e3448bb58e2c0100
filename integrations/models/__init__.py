"""A firm's permission in Clio, what stands for what there, and every push of a matter."""

from integrations.models.bulk import BulkMatter, BulkMatterQuerySet, BulkSync
from integrations.models.connection import ConnectAttempt, Connection
from integrations.models.connection_email import ConnectionEmail
from integrations.models.difference import Difference, DifferenceQuerySet
from integrations.models.finding import Finding, FindingQuerySet
from integrations.models.link import Link, LinkQuerySet
from integrations.models.mapping import CaseTypeMapping, PracticeArea
from integrations.models.poll import Poll
from integrations.models.sync import Sync, SyncEvent, SyncQuerySet, database_now

__all__ = [
    "BulkMatter",
    "BulkMatterQuerySet",
    "BulkSync",
    "CaseTypeMapping",
    "ConnectAttempt",
    "Connection",
    "ConnectionEmail",
    "Difference",
    "DifferenceQuerySet",
    "Finding",
    "FindingQuerySet",
    "Link",
    "LinkQuerySet",
    "Poll",
    "PracticeArea",
    "Sync",
    "SyncEvent",
    "SyncQuerySet",
    "database_now",
]
