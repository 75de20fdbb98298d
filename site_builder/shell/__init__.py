"""Every effect: reading, writing, processes and engines."""
