"""What the server keeps: tables, one writer, and queries by noun."""
