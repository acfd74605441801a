"""The Python part of the plugin @name@: only what has to be Python. Everything else appears by registration."""
