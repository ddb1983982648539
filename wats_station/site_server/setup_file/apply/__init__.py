"""A set-up put into the database, one section after the other."""
