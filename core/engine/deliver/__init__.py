"""Delivers messages from the frame to the components. Pure: no await, no task per message."""
