"""The conversation with a client: what is asked, what comes in, its review, emails and the portal.

Belongs here: a folder a feature, as a support ticket would name it; each imports only those below it.
Does not: the matter's own facts (matters), or Clio; integrations hears of the intake through events.
"""
