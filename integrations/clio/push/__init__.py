"""The push of one matter: contact, matter, documents, read-back, each an effect that happens once."""
