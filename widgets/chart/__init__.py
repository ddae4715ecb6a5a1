"""The chart panel: candles, volume, axes, crosshair. Painting is fast; panning never waits for data."""
