"""How Care and Slack reach each other: over sockets or signed HTTP, and never anybody else."""
