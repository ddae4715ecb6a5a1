"""The parts of every panel: base class, context, frame clock, the state of its data. Imports no kind of panel."""
