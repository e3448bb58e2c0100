"""Mail: an outbox of rows, and the message each becomes."""
