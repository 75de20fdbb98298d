"""YAML as nodes, which know where they stand."""

from __future__ import annotations

import yaml

# libyaml, where PyYAML was built with it: a tenth of the time
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose_yaml(text: str) -> yaml.Node | None:
    """The root of ``text``; None where there is nothing in it. Marks are offsets into ``text``.

    Raises:
        yaml.YAMLError: where it is no YAML, in PyYAML's own words on every machine.
    """
    try:
        return yaml.compose(text, Loader=_FAST)
    except (yaml.YAMLError, ValueError):  # lone surrogates are none of Unicode's to libyaml
        return yaml.compose(text, Loader=yaml.SafeLoader)
