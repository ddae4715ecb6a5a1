"""The indicators of a chart on the screen: what each draws, which ones a chart has, and the window to choose them."""
