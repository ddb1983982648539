"""The settings panel, a page for each thing that a station is told once."""
