"""The faults that can be switched on, declared in one table. Pure."""
