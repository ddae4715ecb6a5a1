"""What the mouse does to a chart: each gesture is a hand; the first that takes a press keeps it until the release."""
