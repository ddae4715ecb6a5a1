"""What every panel is built on: the base class, its context, notices, overlays. Knows no single panel."""
