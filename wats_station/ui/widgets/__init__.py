"""The parts the window is made of; each paints itself from the theme's tokens."""
