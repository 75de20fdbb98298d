"""Every form of a formula on a built page, and what becomes of one that fails."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.support.folders import OUTLINE, run, write_folder

FORMS = r"""---
lesson: 1
---

# 我的笔记

## 面粉的种类

行内 $a_1$，\(a_2\)，kramdown 的 $$a_3$$ 在行内。

独占一行：

$$b_1$$

段落之中
$$b_2$$
还有后文。

\[
b_3
\]

- 列表

  $$
  b_4
  $$

> 引用
>
> $$b_5$$

1. 一
    - 二

        $$
        b_6
        $$

| 量 | 式 |
| --- | --- |
| $P(A\|B)$ | \(c_1\) |

$$
\begin{aligned}
d_1 &= \text{损失}（\text{平均}） \\
d_2 &= 0
\end{aligned}
$$

若𝜆很大，𝑊[3]与𝐿2范数，𝑧[4] = 𝑤[4]𝑎[3]。

价格$5和$6，`$code_1$`，又 $7。

```
$$code_2$$
𝜆
```

??? question "$e_1$ 是什么？"

    答：$e_2$。
"""
BAD = "# 笔记\n\n## 面粉的种类\n\n好 $x$，坏 $\\foo_1$。\n\n$$\n\\bar{a\n$$\n"

FORMULA = re.compile(
    r'<x-math(?P<display> class="display")?>.*?<annotation encoding="application/x-tex">'
    r"(?P<tex>.*?)</annotation>.*?</x-math>",
    re.DOTALL,
)


def formulas_of(page: str) -> list[tuple[str, bool]]:
    """TeX of each typeset formula of a page, and whether it is displayed."""
    return [(html.unescape(m["tex"]), bool(m["display"])) for m in FORMULA.finditer(page)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A lesson with formulas of every form, as it is built."""
    folder = tmp_path_factory.mktemp("mathematics")
    write_folder(folder / "content", {"outline.md": OUTLINE, "notes.md": FORMS})
    done = run("site-builder", "build", "content", "-d", "site", "--strict", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder.joinpath("site", "lessons", "001", "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tex", "display"),
    [
        *((f"a_{n}", False) for n in (1, 2, 3)),
        *((f"b_{n}", True) for n in (1, 2, 3, 4, 5, 6)),
        (r"P(A\vert B)", False),
        ("c_1", False),
        (r"\begin{aligned} d_1 &= \text{损失}（\text{平均}） \\ d_2 &= 0 \end{aligned}", True),
        (r"\lambda", False),
        ("W^{[3]}", False),
        ("L_{2}", False),
        ("z^{[4]} = w^{[4]}a^{[3]}", False),
        ("e_1", False),
        ("e_2", False),
    ],
)
def test_a_form_is_typeset_once(page: str, tex: str, display: bool) -> None:  # noqa: FBT001
    """The formula stands on the page once, within its line or on one of its own."""
    found = [(" ".join(t.split()), d) for t, d in formulas_of(page)]

    assert found.count((tex, display)) == 1


def test_nothing_else_is_typeset(page: str) -> None:
    """Money and code stay as they are, and no delimiter is left over."""
    shown = FORMULA.sub("", page.partition("<article")[2].partition("</article>")[0])
    words = html.unescape(re.sub(r"<[^>]+>", "", shown))

    assert len(formulas_of(page)) == 18
    assert "价格$5和$6，$code_1$，又 $7。" in words
    assert "$$code_2$$\n𝜆" in words
    assert "\\(" not in words
    assert "\\[" not in words


def test_a_failing_formula_is_named_and_shown_as_tex(tmp_path: Path) -> None:
    """File, line, column and KaTeX's words on stderr; the TeX on the page; strict builds fail."""
    write_folder(tmp_path / "content", {"outline.md": OUTLINE, "notes.md": BAD})

    done = run("site-builder", "build", "content", "-d", "site", folder=tmp_path)
    strict = run("site-builder", "build", "content", "-d", "strict", "--strict", folder=tmp_path)

    page = tmp_path.joinpath("site", "lessons", "001", "index.html").read_text(encoding="utf-8")
    assert "notes.md:5:9: warning[MTH201] formula cannot be typeset: KaTeX" in done.stderr
    assert "Undefined control sequence: \\foo" in done.stderr
    assert "notes.md:7:1: warning[MTH201]" in done.stderr
    assert re.search(r'<code class="math-error" title="KaTeX [^"]*">\\foo_1</code>', page)
    assert formulas_of(page) == [("x", False)]
    assert strict.returncode == 1


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_staged_tree_names_them_too(tmp_path: Path, engine: str) -> None:
    """Staging tells of them, and so does whoever builds the tree, by the author's lines."""
    write_folder(tmp_path / "content", {"outline.md": OUTLINE, "notes.md": BAD})
    staged = run("site-builder", "stage", "content", "--out", "staged", folder=tmp_path)

    built = run(engine, "build", "-f", "staged/mkdocs.staged.yml", folder=tmp_path)

    page = tmp_path.joinpath("staged", "site", "lessons", "001", "index.html")
    said = built.stdout + built.stderr
    assert "notes.md:5:9: warning[MTH201]" in staged.stderr
    assert "notes.md:5:9: warning[MTH201] formula cannot be typeset: KaTeX" in said
    assert "notes.md:7:1: warning[MTH201]" in said
    assert "\\foo_1</code>" in page.read_text(encoding="utf-8")
