"""The search index: what lessons say, as terms, in parts that a browser fetches when needed."""
