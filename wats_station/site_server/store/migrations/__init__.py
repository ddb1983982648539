"""How the tables came to be what they are; `versions` holds a script for each step."""
