"""What the program is told at its start: options and scripts, parsed and checked. No Qt."""
