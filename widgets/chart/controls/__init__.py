"""What a chart panel adds to its view to be pressed: the bar of units, the way back to the newest candle, and a retry.

The buttons of a pane are the view's own (`chart/pane_buttons.py`).
"""
