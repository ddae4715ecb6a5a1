"""What panels paint with: colours, formats, tables, labels, guards. Knows no panel and no engine."""
