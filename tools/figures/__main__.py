"""Draw the figures of the notes as SVG into content/notes/images/.

Run ``python -m tools.figures`` from the root of the repository. The files depend on nothing but
this package, so running it twice changes nothing.
"""

from tools.figures import FIGURES
from tools.figures.drawing import IMAGES


def main() -> None:
    """Write all of them."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for draw in FIGURES:
        figure = draw()
        IMAGES.joinpath(f"{figure.name}.svg").write_text(figure.svg(), encoding="utf-8")
        print(figure.name)


if __name__ == "__main__":
    main()
