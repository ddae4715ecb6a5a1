"""The depth chart panel (누적 호가): how much is bid and asked up to each price."""
