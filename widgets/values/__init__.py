"""The values of painted panels in other forms: a table, and what assistive tools read."""
