"""White space as a browser collapses it: where a template breaks its lines is no one's business."""


def flat(markup: str) -> str:
    """The markup with every run of white space made one space."""
    return " ".join(markup.split())
