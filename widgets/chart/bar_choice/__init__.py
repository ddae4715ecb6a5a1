"""The kind of bars of one chart, as the user chooses it: by button, menu or command."""
