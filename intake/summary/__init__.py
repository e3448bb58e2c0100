"""The intake as a PDF for the file: what was answered, what was handed in, who approved what."""

from intake.summary.typesetting import make_summary

__all__ = ["make_summary"]
