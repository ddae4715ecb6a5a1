"""What is known of this program, and the dialog and list that show it."""
