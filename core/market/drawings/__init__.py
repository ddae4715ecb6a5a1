"""What a trader draws on a chart: the drawings of a market, their geometry in pixels, and how hands change them. Pure.

A drawing is kept as moments and prices, so it stays where it is in every unit and after a restart.
"""
