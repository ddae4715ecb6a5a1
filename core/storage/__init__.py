"""What Hoga keeps on this machine: settings and workspaces."""
