"""What the command line does, one function per command. Nothing here knows of windows."""
