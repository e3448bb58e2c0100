"""The portal: a client's pages, from opening the link to the thanks."""
