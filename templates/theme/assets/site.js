/* Runs on every page, after instant navigation too (document$ is Material's). */
(() => {
  "use strict"

  /* What scrolls sideways must be reachable by keyboard. */
  const focusWideBoxes = () => {
    const boxes = ".md-typeset__scrollwrap, .md-typeset pre > code, x-math[display]"
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) {
        box.setAttribute("tabindex", "0")
        if (!box.hasAttribute("role")) box.setAttribute("role", "group")
        if (!box.hasAttribute("aria-label")) box.setAttribute("aria-label", "可左右滚动")
      }
    }
  }

  if (typeof document$ === "undefined") focusWideBoxes()
  else document$.subscribe(focusWideBoxes)
})()
