"""Tools for assistants: what a store says, by the Model Context Protocol, each statement with its status in words.

A language model reads what it is given as it stands. So no answer has a bare triple: a statement begins with whose
word it is (``STATED by``, ``ALLEGED by``, ``PLANNED``), and brings its sentence and its article along. The only
package that imports ``mcp``, which is an extra.
"""

from kg.assist.running import call, serve_http, serve_stdio

__all__ = ["call", "serve_http", "serve_stdio"]
