"""The documentation site: Sphinx makes it of these pages by `make site`.

Every link is checked; nothing of it is loaded from elsewhere.
"""

project = "mfa-course"
extensions = ["myst_parser"]
exclude_patterns = ["**/__pycache__"]
nitpicky = True
smartquotes = False

myst_heading_anchors = 3
"""Links may lead to headings, down to the third level."""

html_theme = "furo"
html_title = "mfa-course"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
