"""How Sphinx builds the documentation: ``make docs`` writes it to out/docs.

Pages are Markdown. ``listings`` fills in what the code knows by itself: commands, classes, queries. ``pages`` shows
documents that lie elsewhere in the project, and mends their links.
"""

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import listings  # noqa: E402
import pages  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

_project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "kg"
author = "the authors of kg"
version = release = _project["version"]
html_title = f"kg {version}"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["conf.py"]
nitpicky = False  # types of other libraries have no page here

# https://myst-parser.readthedocs.io/en/latest/configuration.html
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4

# https://www.sphinx-doc.org/en/master/usage/extensions/autodoc.html
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80

smartquotes = False  # a command has "--store", and no dash
# Blocks without a language are commands and messages as they stand.
highlight_language = "none"
# Turtle of RDF 1.2 and abbreviated Turtle are plain where Pygments cannot read them.
suppress_warnings = ["misc.highlighting_failure"]

# https://pradyunsg.me/furo/customisation/
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["kg.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False


def setup(app: Sphinx) -> None:
    """Fill the pages before Sphinx reads them."""

    def fill(_: Sphinx, name: str, source: list[str]) -> None:
        source[0] = pages.prepared(name, source[0], listings.LISTINGS)

    app.connect("source-read", fill)
