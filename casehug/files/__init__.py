"""Files: private storage, upload handling, disk space, the virus scanner."""
