"""The pages of the site as ordinary Markdown."""
