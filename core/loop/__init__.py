"""Tools around an event loop: tasks, deadlines, clocks, rate gates, name lookup. May await; knows no exchange."""
