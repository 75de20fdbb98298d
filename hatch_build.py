"""Puts the web parts and the templates into what hatchling builds.

An editable install runs none of this: it reads `templates/` where it lies, and `make`
runs `tools/vendor.py` by itself.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class VendoringHook(BuildHookInterface[Any]):
    """Runs `tools/vendor.py` before a wheel or an sdist is packed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Returns npm as a build requirement where neither a copy nor an npm is at hand."""
        tool = self._vendor()
        if tool["is_current"]() or tool["has_npm"]():
            return []
        return list(tool["npm_requirements"]())

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Vendors the web parts; a wheel also takes `templates/` in as package data.

        Args:
            version: `editable` or `standard`, in hatchling's words.
            build_data: What the builder lets a hook change, see hatch.pypa.io.
        """
        if version == "editable":
            return
        self._vendor()["vendor"]()
        if self.target_name == "wheel":
            build_data["force_include"]["templates"] = "site_builder/templates"

    def _vendor(self) -> dict[str, Any]:
        # By path: tools/ is no package, and the project's folder is not on sys.path here.
        return runpy.run_path(str(Path(self.root, "tools", "vendor.py")))
