"""The command line and scripts: options parsed and checked. No Qt."""
