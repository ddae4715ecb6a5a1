"""One desk for each profile: who starts the program once more is shown the desk that is open."""
