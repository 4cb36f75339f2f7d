"""uowgen applies Markdown units of work to Rust trees and decides their acceptance criteria."""

__version__ = "0.1.0"
