"""The alerts panel (알림): the user's alerts, what came true, the form of an alert, and how alerts are told."""
