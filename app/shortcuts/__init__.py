"""Keys: what they mean, who changes it, and where people read it up."""
