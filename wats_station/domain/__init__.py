"""The nouns and rules of a production line: frozen values, no input or output, no clock."""
