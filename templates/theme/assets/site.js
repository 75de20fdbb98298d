/* Runs on every page, after instant navigation too (document$ is Material's). */
(() => {
  "use strict"

  /* A formula within a line that is wider than its column gets a line of its own to scroll in. */
  const fitFormulas = () => {
    const page = document.documentElement
    if (page.scrollWidth <= page.clientWidth) return
    const column = document.querySelector(".md-content__inner")
    const end = column ? column.getBoundingClientRect().right : page.clientWidth
    for (const formula of document.querySelectorAll("x-math:not(.display)")) {
      if (formula.getBoundingClientRect().right > end) formula.classList.add("wide")
    }
  }

  /* What scrolls sideways must be reachable by keyboard. */
  const focusWideBoxes = () => {
    const boxes = ".md-typeset__scrollwrap, .md-typeset pre > code, x-math.display, x-math.wide"
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth <= box.clientWidth || box.hasAttribute("tabindex")) continue
      box.setAttribute("tabindex", "0")
      box.setAttribute("role", "group")
      box.setAttribute("aria-label", "可左右滚动")
    }
  }

  const fit = () => {
    fitFormulas()
    focusWideBoxes()
  }

  if (typeof document$ === "undefined") fit()
  else document$.subscribe(fit)
})()
