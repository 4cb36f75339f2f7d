"""Markdown documents to specs: structure, titles, metadata, files, blocks with their roles, directives, criteria."""
