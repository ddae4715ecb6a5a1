"""The files and keys that Hoga keeps on this machine."""
