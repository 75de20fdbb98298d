"""A preview that follows every edit: the last good site, and pages drafted since."""
