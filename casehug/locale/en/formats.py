"""Formats of American English, where Django's differ: 2:15 PM, not 2:15 p.m."""

TIME_FORMAT = "g:i A"
