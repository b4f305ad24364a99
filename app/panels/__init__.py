"""The docks around the 3D view. Each shows one thing and asks for changes by signals."""
