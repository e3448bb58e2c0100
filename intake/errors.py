"""Errors of the intake’s verbs, whose str() is a sentence for the person who pressed."""


class NotNow(Exception):
    """It cannot be done as things stand; str() says why to the person who pressed."""
