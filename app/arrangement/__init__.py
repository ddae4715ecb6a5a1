"""The arrangement of a desk's panels as plain data: columns, rows, tabs, shares of the room, and floating windows."""
