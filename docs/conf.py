"""Sphinx: the pages of this folder as a site. ./dev docs runs it."""

project = "Tenon"
extensions = ["myst_parser"]
exclude_patterns = ["examples", "tools", "README.md"]
html_theme = "alabaster"
myst_heading_anchors = 3
