"""The doctor: looks at everything a station needs, and says what to do where it is missing."""
