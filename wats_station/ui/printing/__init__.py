"""What goes to paper: PDF files and the system's printers."""
