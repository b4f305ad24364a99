"""Commands that train, one module each. They parse nothing and print through the console."""
