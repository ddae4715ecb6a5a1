"""The panes of a chart, stacked over one time axis: what a pane draws, its scale, and how panes share the height.

How other rooms use them (`view` is the `ChartView`):

- Add a pane: `pane = view.add_pane("rsi", title=lambda: "RSI", fit=Fit(18, 6, low=0, high=100))`; remove it:
  `view.remove_pane("rsi")`. When the user removes, moves or scales panes, `view.panes_changed()` is emitted.
  `view.prices` and `view.volumes` are the first two panes.
- Draw in a pane: append a `Layer` to `pane.layers`, then `view.redraw()`. `curves.py` has layers of arrays that go with
  the candles (`LineLayer`, `BandLayer`, `HistogramLayer`, `DotsLayer`): each is given a function that returns one value
  per candle of the series, NaN where there is none. Other layers subclass `Layer` and paint in pixels of the pane.
  `view.bars_layer` is the layer of the candles, whose kind can be chosen.
- Places: `view.x_of(ms)` and `view.time_at(x)` for the time, `pane.y(value)` and `pane.value_at(y)` for values, in
  pixels of the view; inside `Layer.paint` use `self.sight.middles(slots)` and `scale.y(value)`, in pixels of the pane.
- Take the mouse and keys first: `view.add_hand(hand)` with a subclass of `hands.hand.Hand`; `view.remove_hand(hand)`.
- Tags on the axis and texts of the legend: `Layer.readings` and `Layer.legend`.
"""
