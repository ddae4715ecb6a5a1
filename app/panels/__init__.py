"""The kinds of panel. The widgets of a kind are imported when its first panel is opened."""
