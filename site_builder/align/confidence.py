"""Scores of placements as the share of such placements that is right.

Two logistic curves over what is known of a placement: what speaks for it, by how much more than for
the next lesson, and whether its author's number agrees. They were fitted to 4,100 labelled headings
and blocks of 90 authors, 45 of them people whose notes are not in the repository;
``benchmarks/calibration.py`` fits them anew (``--authors`` names such a folder) and prints how they
hold for each author when fitted to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.standing import Placed, Standing
from site_builder.model.alignment import Candidate, Evidence

_MARGINS = (-0.4, 0.2)
"""Margins to the next candidate below and above which more says nothing more."""


class Signs(Struct, frozen=True):
    """What is known of a placement, as the curves weigh it."""

    worth: float
    """What speaks for the lesson, 0 to 1."""
    margin: float = 0.0
    """Of a heading: how much more that is than for the next candidate; negative where order won."""
    counted: bool = False
    """Of a heading: whether its author's number agrees."""
    alone: bool = False
    """Of a heading: whether no other one of the document stands in the same week."""
    moved: bool = False
    """Of a block: whether its own words put it on another lesson than its heading."""
    lead: float = 0.0
    """Of a block: how much likelier all its words make the lesson than any other in reach."""

    def of_heading(self) -> tuple[float, ...]:
        """The values that `HEADING` weighs."""
        return 1.0, self.margin, self.worth, float(self.counted), self.alone * (1.5 - self.worth)

    def of_block(self) -> tuple[float, ...]:
        """The values that `BLOCK` weighs."""
        return 1.0, self.worth, float(self.moved), self.lead


HEADING = (0.35, 2.33, 2.91, 1.87, -1.68)
"""Weights of ``Signs.of_heading``."""
BLOCK = (-0.10, 1.70, 0.71, 2.36)
"""Weights of ``Signs.of_block``."""


def heading_signs(standing: Standing, candidates: Sequence[Candidate], *, alone: bool) -> Signs:
    """What is known of where a heading stands.

    Args:
        standing: Its lesson, with what speaks for it as score.
        candidates: The lessons that it was held against.
        alone: Whether no other heading of the document stands in the same week.
    """
    own = max((c.score for c in candidates if c.lesson == standing.lesson), default=0.0)
    other = max((c.score for c in candidates if c.lesson != standing.lesson), default=0.0)
    return Signs(
        worth=standing.score,
        margin=max(_MARGINS[0], min(_MARGINS[1], own - other)),
        counted=Evidence.NUMBER in standing.evidence,
        alone=alone,
    )


def block_signs(standing: Standing, heading: Standing) -> Signs:
    """What is known of where a block stands, below a heading that stands on ``heading``."""
    guessed = standing.evidence == (Evidence.ORDER,)
    moved = standing.lesson != heading.lesson and not guessed
    return Signs(worth=standing.score, moved=moved, lead=standing.lead)


def confidence(values: Sequence[float], weights: Sequence[float]) -> float:
    """The share of placements with these values that is right, 0 to 1."""
    return 1 / (1 + exp(-sum(v * w for v, w in zip(values, weights, strict=True))))


def with_confidence(placed: Placed, candidates: Sequence[Candidate], *, alone: bool) -> Placed:
    """``placed`` with the share of such placements that is right in place of the sum of signs."""
    heading = placed.heading[0]
    return Placed(
        tuple(
            replace(
                x,
                score=confidence(heading_signs(x, candidates, alone=alone).of_heading(), HEADING),
            )
            for x in placed.heading
        ),
        tuple(
            tuple(
                replace(x, score=confidence(block_signs(x, heading).of_block(), BLOCK))
                for x in block
            )
            for block in placed.blocks
        ),
    )
