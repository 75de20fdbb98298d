"""Codes about Markdown (MKD), mathematics (MTH), raw HTML (HTM) and pictures (IMG)."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n"
_NOTHING = "nothing; the note shows what you meant"


def _note(text: str) -> Mapping[str, str]:
    return {"outline.md": _OUTLINE, "notes.md": f"# 笔记\n\n## 1.1 欢迎\n\n{text}\n"}


CODES = (
    Code(
        id="MKD101",
        severity=Severity.INFO,
        title="`#` without a blank behind it is no heading",
        why="the site's Markdown would make a heading of a line that is a tag or plain text",
        remedy="nothing, or write `# ` with a blank if you mean a heading",
        example=_note("#机器学习 的一段话"),
    ),
    Code(
        id="MKD102",
        severity=Severity.INFO,
        title="blocks that touch were set apart",
        why="the site's Markdown shows a list, a table or code right under a line as plain text",
        remedy=_NOTHING,
        example=_note("要点如下：\n- 甲\n- 乙"),
    ),
    Code(
        id="MKD103",
        severity=Severity.INFO,
        title="list contents were indented by four blanks a level",
        why="the site's Markdown shows lists nested by two or three blanks as one flat list",
        remedy=_NOTHING,
        example=_note("- 甲\n  - 乙"),
    ),
    Code(
        id="MKD104",
        severity=Severity.INFO,
        title="indented text is shown as text",
        why="the site's Markdown makes code of all that is indented by four blanks",
        remedy="nothing; put code between lines of three backticks",
        example=_note("一段话。\n\n\t缩进的一段话。"),
    ),
    Code(
        id="MKD105",
        severity=Severity.INFO,
        title="a line break between Chinese characters was closed up",
        why="a browser shows a blank for it",
        remedy=_NOTHING,
        example=_note("一句话分成\n两行来写。"),
    ),
    Code(
        id="MKD106",
        severity=Severity.INFO,
        title="a rule right under a text was set apart",
        why="the site's Markdown would make a heading of the text above it",
        remedy=_NOTHING,
        example=_note("一段话。\n---"),
    ),
    Code(
        id="MKD107",
        severity=Severity.INFO,
        title="`~`, `^` and `==` that mark nothing were escaped",
        why="the text between two of them would be shown lowered, raised or highlighted",
        remedy=_NOTHING,
        example=_note("前者要1~3分钟，后者要4~5分钟。"),
    ),
    Code(
        id="MKD108",
        severity=Severity.INFO,
        title="`1)` was read as `1.`",
        why="the site's Markdown knows no other mark of numbered lists",
        remedy=_NOTHING,
        example=_note("1) 甲\n2) 乙"),
    ),
    Code(
        id="MKD109",
        severity=Severity.INFO,
        title="backslash escapes were replaced by the character itself",
        why="the site's Markdown would show the backslash",
        remedy=_NOTHING,
        example=_note("价格是 \\$5 元。"),
    ),
    Code(
        id="MKD110",
        severity=Severity.WARNING,
        title="a code block has no end",
        why="all that follows is shown as code",
        remedy="write a line of three backticks behind the code",
        example=_note("```python\nx = 1"),
    ),
    Code(
        id="MKD111",
        severity=Severity.INFO,
        title="numbered lines were kept on lines of their own",
        why="lines that begin with `1、` or `•` are no list in Markdown and would run together",
        remedy="nothing, or write a list with `1. ` or `- `",
        example=_note("步骤：\n1、甲\n2、乙"),
    ),
    Code(
        id="MKD112",
        severity=Severity.INFO,
        title="words behind the language of a code block were left out",
        why="the site's Markdown would not read the block as code",
        remedy=_NOTHING,
        example=_note("```python 例一\nx = 1\n```"),
    ),
    Code(
        id="MKD113",
        severity=Severity.INFO,
        title="a backslash at the end of a line was read as a line break",
        why="the site's Markdown would show the backslash",
        remedy=_NOTHING,
        example=_note("一行\\\n又一行"),
    ),
    Code(
        id="MKD114",
        severity=Severity.INFO,
        title="line breaks were kept",
        why="the program these notes were written in shows them, Markdown does not",
        remedy=_NOTHING,
        example={
            "outline.md": _OUTLINE,
            "notes.md": "# P1\n[欢迎\\_哔哩哔哩](https://www.bilibili.com/video/BV1FT4y1E74V?p=1)\n\n"
            "[00:59](https://www.bilibili.com/video/BV1FT4y1E74V?p=1#t=59.9)\n"
            "见 [[欢迎]] 一课\n又一行\n",
        },
    ),
    Code(
        id="MTH101",
        severity=Severity.INFO,
        title="a display formula was set on a line of its own",
        why="within a paragraph the site's Markdown would show its source",
        remedy=_NOTHING,
        example=_note("由此得到\n$$a^2+b^2=c^2$$\n即为所求。"),
    ),
    Code(
        id="MTH102",
        severity=Severity.INFO,
        title="`$$` within a line was read as an inline formula",
        why="a formula on a line of its own would tear the sentence apart",
        remedy="nothing, or write single dollars",
        example=_note("其中 $$x$$ 是输入。"),
    ),
    Code(
        id="MTH103",
        severity=Severity.INFO,
        title="the bar of a formula in a table was spelt out",
        why="the bar would end the cell",
        remedy=_NOTHING,
        example=_note("| 量 | 值 |\n| --- | --- |\n| $P(A\\|B)$ | 1 |"),
    ),
    Code(
        id="MTH104",
        severity=Severity.INFO,
        title="a formula of several lines was written on one",
        why="a list, a quote or a blank line would tear it apart",
        remedy=_NOTHING,
        example=_note("- 公式\n\n  $$\n  a\n  + b\n  $$"),
    ),
    Code(
        id="MTH105",
        severity=Severity.INFO,
        title="mathematical letters of Unicode were typeset as formulas",
        why="letters copied from a page have lost what stood above and below them",
        remedy="look at the page; where it reads wrong, write TeX between dollars",
        example=_note("若𝜆很大，𝑊[3]接近于零。"),
    ),
    Code(
        id="MTH201",
        severity=Severity.WARNING,
        title="a formula cannot be typeset",
        why="readers see its TeX source instead",
        remedy="correct the TeX; the message says where the typesetter stopped",
        example=_note("坏的公式 $\\foo_1$ 。"),
    ),
    Code(
        id="MTH202",
        severity=Severity.WARNING,
        title="the typesetter of formulas is missing",
        why="readers see the TeX source of every formula",
        remedy="run `python tools/vendor.py`, or install the released package",
        example={},
    ),
    Code(
        id="HTM101",
        severity=Severity.WARNING,
        title="HTML that could run or load something was left out",
        why="scripts, frames and forms of a note have no place on the site",
        remedy="delete it from the note",
        example=_note("一段话 <script>alert(1)</script> 又一段。"),
    ),
    Code(
        id="HTM102",
        severity=Severity.WARNING,
        title="a link that does not lead to a web page was taken out",
        why="`javascript:` and the like run in the reader's browser",
        remedy="link with http, https, mailto or a relative path",
        example=_note("请看 [这里](javascript:alert(1)) 。"),
    ),
    Code(
        id="HTM103",
        severity=Severity.INFO,
        title="tags and attributes that the site does not know were left out",
        why="only tags that shape text are published; the words between them stay",
        remedy="nothing, or write Markdown instead",
        example=_note("一段 <blink>闪烁</blink> 的话。"),
    ),
    Code(
        id="IMG101",
        severity=Severity.WARNING,
        title="pictures are missing",
        why="readers see a placeholder with the file's name",
        remedy="put the files where the note looks for them",
        example=_note("![示意图](images/missing.png)"),
    ),
    Code(
        id="IMG102",
        severity=Severity.INFO,
        title="pictures of other sites are linked, not shown",
        why="showing them would tell another site who reads, and they may vanish",
        remedy="save the picture beside the note and show the copy",
        example=_note("![示意图](https://example.org/a.png)"),
    ),
    Code(
        id="IMG103",
        severity=Severity.WARNING,
        title="a picture's path leaves the content folder",
        why="a site must not publish files that its author did not put there",
        remedy="copy the picture into the content folder",
        example=_note("![示意图](../../secret.png)"),
    ),
    Code(
        id="IMG104",
        severity=Severity.WARNING,
        title="a drawing holds more than a drawing",
        why="scripts, links and outside addresses of an SVG would act in the site's name",
        remedy="export it again as a plain SVG, or as PNG; what only draws is published",
        example={
            **_note("![示意图](a.svg)"),
            "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        },
    ),
    Code(
        id="FTN101",
        severity=Severity.INFO,
        title="a footnote that nothing defines",
        why="readers see the brackets as they are written",
        remedy="define it in the same file, as in: [^1]: words",
        example=_note("揉面[^1]要久[^2]。\n\n[^1]: 十分钟。"),
    ),
    Code(
        id="FTN102",
        severity=Severity.INFO,
        title="a footnote that nothing refers to",
        why="it is shown as text where it stands, since no page needs it",
        remedy="refer to it, as in: words[^1]; or delete it",
        example=_note("揉面要久。\n\n[^1]: 十分钟。"),
    ),
)
