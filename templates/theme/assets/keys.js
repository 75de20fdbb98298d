/* Keys of our own beside Material's, and a list of all of them under "?". */
(() => {
  "use strict"

  const KEYS = [
    [["/", "s", "f"], "搜索"],
    [["j", "]"], "下一课（课程页：下一门、下一周）"],
    [["k", "["], "上一课（课程页：上一门、上一周）"],
    [["n", "."], "导航里的下一页"],
    [["p", ","], "导航里的上一页"],
    [["v"], "播放这一课的视频，或收起"],
    [["m"], "把这一课标为已读，或取消"],
    [["?"], "这张表"],
  ]

  const press = selector => document.querySelector(selector)?.click()
  const next = () => press(".steps .next")
  const previous = () => press(".steps .previous")
  const video = () => press(document.querySelector(".panel .shut") ? ".panel .shut" : ".poster a")

  const mark = () => document.dispatchEvent(new Event("site-mark-read"))

  const list = () => {
    const dialog = document.createElement("dialog")
    dialog.className = "keys md-typeset"
    dialog.setAttribute("aria-labelledby", "keys-title")
    const rows = KEYS.map(([keys, does]) =>
      `<dt>${keys.map(key => `<kbd>${key}</kbd>`).join(" ")}</dt><dd>${does}</dd>`
    )
    dialog.innerHTML = `<h2 id="keys-title">快捷键</h2><dl>${rows.join("")}</dl>` +
      `<form method="dialog"><button autofocus>关闭</button></form>`
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close() })
    dialog.addEventListener("close", () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
  }

  const actions = new Map([
    ["j", next], ["]", next], ["k", previous], ["[", previous], ["v", video], ["m", mark], ["?", list],
  ])

  /* Keys that are typed belong to the field; a dialog or the search has its own. */
  const isTaken = event =>
    event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented ||
    event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") ||
    document.querySelector("dialog[open]") ||
    document.querySelector("[data-md-toggle=search]")?.checked

  document.addEventListener("keydown", event => {
    const action = actions.get(event.key)
    if (!action || isTaken(event)) return
    event.preventDefault()
    action()
  })
})()
