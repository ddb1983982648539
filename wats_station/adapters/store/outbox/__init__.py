"""The outbox and the audit log on the disk: one SQLite file, one thread that writes it."""
