"""The main window and its parts: menus, dialogs, indicators."""
