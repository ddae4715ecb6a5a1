"""The desk: its panels in docks, where they are placed, and the workspace kept on disk. May use Qt and files."""
