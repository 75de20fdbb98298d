"""Mathematics: TeX as authors write it, made ready for the page."""
