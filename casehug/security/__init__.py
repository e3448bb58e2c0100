"""Security: who may see a page, secrets at rest, random tokens."""
