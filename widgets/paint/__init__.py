"""What panels paint with: tables, cells, repaints, lines and rectangles in thousands. Knows no panel and no engine."""
