"""Pictures and clips of what is seen, as files."""
