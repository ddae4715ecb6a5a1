"""Icons, fonts, style, translations and default workspaces, read through importlib.resources."""
