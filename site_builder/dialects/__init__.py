"""The grammars that notes are written in, and the choice among them."""
