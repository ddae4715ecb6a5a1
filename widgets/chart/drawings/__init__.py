"""What the user draws on a chart: the tools, how drawings are painted, and how mouse and keys change them."""
