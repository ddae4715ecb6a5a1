"""Facts about this program, and the dialog and list that show them."""
