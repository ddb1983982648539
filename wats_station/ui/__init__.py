"""The window: everything that knows PySide6; it shows states and sends what was pressed."""
