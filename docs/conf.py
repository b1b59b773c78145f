"""How the documentation is built: `make site`."""

from briefkit import __version__

project = "briefkit"
author = "briefkit contributors"
copyright = "briefkit contributors"  # noqa: A001 - its name there
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["build"]
html_theme = "furo"
html_title = "briefkit"
html_extra_path = ["check.schema.json", "evidence.schema.json", "settings.schema.json"]
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "description"
napoleon_use_ivar = True
autodoc_member_order = "bysource"
smartquotes = False
