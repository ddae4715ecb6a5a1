"""Plain values: subscriptions, messages, markets, link states. Pure; imports no other room."""
