/* A formula that is copied is its TeX: $…$ in a line, $$…$$ on lines of its own. */
(() => {
  "use strict"

  const formulaAround = node => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement
    return element?.closest("x-math") ?? null
  }

  /* A formula of which some is selected is selected as a whole. */
  const widen = range => {
    const [first, last] = [range.startContainer, range.endContainer].map(formulaAround)
    if (first) range.setStartBefore(first)
    if (last) range.setEndAfter(last)
  }

  const write = formula => {
    const tex = formula.querySelector("annotation")?.textContent.trim() ?? formula.textContent
    formula.replaceWith(formula.classList.contains("display") ? `$$${tex}$$` : `$${tex}$`)
  }

  document.addEventListener("copy", event => {
    const selection = getSelection()
    if (!event.clipboardData || selection.isCollapsed || event.defaultPrevented) return
    if (event.target.closest?.("input, textarea")) return
    const page = document.createElement("div")
    for (let index = 0; index < selection.rangeCount; index++) {
      const range = selection.getRangeAt(index).cloneRange()
      widen(range)
      page.append(range.cloneContents())
    }
    const formulas = page.querySelectorAll("x-math")
    if (!formulas.length) return
    formulas.forEach(write)
    for (const mark of page.querySelectorAll(".headerlink")) mark.remove()
    /* Only what is laid out knows its lines. */
    page.style.cssText = "position:fixed;left:-9999px;width:60em;white-space:normal"
    page.setAttribute("aria-hidden", "true")
    document.body.append(page)
    const text = page.innerText
    page.remove()
    page.removeAttribute("style")
    page.removeAttribute("aria-hidden")
    event.clipboardData.setData("text/plain", text.trim())
    event.clipboardData.setData("text/html", page.innerHTML)
    event.preventDefault()
  })
})()
