"""The data that panels draw, as plain values, and what is computed from them; and which alerts come true. Pure."""
