"""Settings of all tests."""

import os

from hypothesis import settings

# A build that nobody watches tries the same examples each time; at a desk they are new ones.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
