"""Checklists: the templates of what a case type asks for, their items and order."""
