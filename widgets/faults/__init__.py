"""The faults panel: switches what goes wrong at the embedded exchange."""
