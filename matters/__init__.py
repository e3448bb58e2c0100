"""The firm's file: clients, case types, matters, documents and the dashboard.

Belongs here: what is true of a matter without an intake and without Clio.
Does not: asking clients for anything (intake), or sending anything to Clio (integrations).
"""
