"""The engine's decisions: merging, wire plans, quarantine, audits, figures. Pure: time is an argument."""
