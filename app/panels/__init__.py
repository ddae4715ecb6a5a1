"""The kinds of panel there are. Loads the widgets of a kind when its first panel is opened."""
