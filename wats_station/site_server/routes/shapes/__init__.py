"""The shapes of bodies, by the part of the API they belong to."""
