/* What Material's search box lacks: it asks while an input method writes, says what may be typed,
 * and says in words when search cannot start. */
;(() => {
  "use strict"

  const box = document.querySelector("[data-md-component=search]")
  const input = document.querySelector("[data-md-component=search-query]")
  if (box === null || input === null) return

  /* Material listens to keyup alone, which pasting, dictating and many input methods never send. */
  const ask = () => input.dispatchEvent(new KeyboardEvent("keyup"))
  input.addEventListener("input", ask)
  input.addEventListener("compositionend", ask)

  const help = document.createElement("p")
  help.className = "lesson-search__help"
  help.innerHTML =
    "可以输入课号 <kbd>10</kbd>、节号 <kbd>1.2.4</kbd>、拼音 <kbd>tdxj</kbd>、公式 <kbd>dJ/dw</kbd>；" +
    "限定范围：<kbd>c4 卷积</kbd>、<kbd>week:2</kbd>、<kbd>tag:标签</kbd>、<kbd>长:&gt;10</kbd>（分钟）"
  box.querySelector(".md-search__scrollwrap")?.append(help)
  const showHelp = () => (help.hidden = input.value.trim() !== "")
  input.addEventListener("input", showHelp)
  input.form?.addEventListener("reset", () => setTimeout(showHelp))
  showHelp()

  const meta = box.querySelector(".md-search-result__meta")
  const say = (words) => {
    if (meta !== null) meta.textContent = words
  }
  if (box.hidden || typeof Worker === "undefined") {
    box.hidden = false
    say("这个浏览器不支持站内搜索。请从目录查找，或换一个浏览器。")
    return
  }
  const start = meta?.textContent
  const PATIENCE = 8000 // ms
  input.addEventListener(
    "focus",
    () =>
      setTimeout(() => {
        if (meta?.textContent === start) say("搜索没能启动。请检查网络，或重新载入页面后再试。")
      }, PATIENCE),
    { once: true },
  )
})()
