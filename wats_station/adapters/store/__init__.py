"""What the station keeps in SQLite files of its data folder."""
