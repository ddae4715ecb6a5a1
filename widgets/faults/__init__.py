"""The faults panel: switches faults of the embedded exchange on and off."""
