"""Pictures as large as those that authors take."""

from __future__ import annotations

import io
import random

from PIL import Image


def drawn(kind: str, *, size: int = 400, mode: str = "RGB", **options: object) -> bytes:
    """A large picture of smooth colours and a little noise, always the same."""
    noise = random.Random(1)
    picture = Image.new("RGB", (size, size))
    picture.putdata(
        [(x % 256, y % 256, noise.randrange(64)) for y in range(size) for x in range(size)]
    )
    out = io.BytesIO()
    picture.convert(mode).save(out, kind, **options)
    return out.getvalue()
