"""This process and its surroundings: the Qt loop, environment, display, fonts, memory, the exchange's child process."""
