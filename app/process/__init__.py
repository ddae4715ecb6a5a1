"""The process and its environment: the Qt loop, variables, display, fonts, memory, the exchange's child process."""
