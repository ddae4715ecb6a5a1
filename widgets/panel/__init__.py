"""The base of every panel: base class, context, notices, overlay, frame clock. Imports no particular panel."""
