"""The dialog in which files are looked at before they become recordings of a project."""
