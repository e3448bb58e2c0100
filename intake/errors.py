class NotNow(Exception):
    """It cannot be done as things stand; str() says why to the person who pressed."""
