"""Recipes that train and evaluate models, and the worker that runs them. Knows no windows."""
