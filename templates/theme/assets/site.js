/* Runs on every page, after instant navigation too (document$ is Material's). */
(() => {
  "use strict"

  /* A formula within a line that is wider than its column becomes a box that scrolls. */
  const fitFormulas = () => {
    for (const formula of document.querySelectorAll("x-math.wide")) formula.classList.remove("wide")
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

  const fitBoxes = () => {
    fitFormulas()
    focusWideBoxes()
  }

  const hidden = text => {
    const words = document.createElement("span")
    words.className = "unseen"
    words.textContent = text
    return words
  }

  /* Material's labels that fold and unfold are pictures only; keys and screen readers need names. */
  const nameFolders = () => {
    for (const label of document.querySelectorAll(".md-nav__container > label")) {
      if (label.querySelector(".unseen")) continue
      label.append(hidden(`展开或收起：${label.previousElementSibling.textContent.trim()}`))
    }
    const inDrawer = ".md-nav--primary :is(label[for=__toc], .md-nav__title:not([for=__drawer]))"
    for (const label of document.querySelectorAll(inDrawer)) label.tabIndex = 0
  }

  /* Boxes that are ticked or not: the words of the item are no label of theirs. */
  const nameTasks = () => {
    for (const box of document.querySelectorAll(".task-list-item input")) {
      box.setAttribute("aria-label", box.checked ? "已完成" : "未完成")
    }
  }

  /* The button of a block of code stands in a landmark of its own, which leads nowhere. */
  const unmarkCode = () => {
    for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) {
      nav.setAttribute("role", "presentation")
    }
  }

  /* Material puts these buttons in when it likes, so one has to wait for them. */
  const watchCode = () => {
    unmarkCode()
    const page = document.querySelector("article")
    if (page) new MutationObserver(unmarkCode).observe(page, {childList: true, subtree: true})
  }

  /* Header and search box stay when the page changes. */
  const drawer = document.getElementById("__drawer")
  const opener = document.querySelector(".md-header label[for=__drawer]")
  if (opener) {
    opener.append(hidden("导航"))
    opener.tabIndex = 0
  }
  document.querySelector(".md-search")?.setAttribute("aria-label", "搜索")
  const closeDrawer = () => {
    drawer.click()
    opener.focus()
  }
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && drawer?.checked) closeDrawer()
  })
  /* Opened by a key, the drawer has the focus, and is closed when the focus leaves it. */
  drawer?.addEventListener("change", () => {
    if (!drawer.checked || document.activeElement !== opener) return
    const stops = document.querySelectorAll(".md-sidebar--primary :is(a, [tabindex='0'])")
    const first = [...stops].find(stop => stop.checkVisibility({visibilityProperty: true}))
    first?.focus()
  })
  document.addEventListener("focusin", event => {
    if (drawer?.checked && !event.target.closest(".md-sidebar--primary, #__drawer")) drawer.click()
  })

  const prepare = () => {
    fitBoxes()
    nameFolders()
    nameTasks()
    watchCode()
  }

  if (typeof document$ === "undefined") prepare()
  else document$.subscribe(prepare)

  /* A telephone that is turned round. */
  let turned = 0
  addEventListener("resize", () => {
    cancelAnimationFrame(turned)
    turned = requestAnimationFrame(fitBoxes)
  })
})()
