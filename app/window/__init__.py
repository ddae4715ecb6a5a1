"""The one window and everything on it: panels in docks, menus, what is remembered of them."""
