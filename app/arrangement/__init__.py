"""Where the panels of a desk lie, as plain data: columns, rows, tabs, shares and floating windows."""
