"""The way of a message from the frame to the component that wants it. Pure: nothing awaits, no task per message."""
