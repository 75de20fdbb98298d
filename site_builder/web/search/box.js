/* What Material's search box lacks: it asks while an input method writes, says what may be typed,
 * keeps the place of a reader who walks through the results while better ones come, and searches
 * without a worker where none can be started. Old browsers must be able to read this file (ES5).
 */
;(function () {
  "use strict"

  var box = document.querySelector("[data-md-component=search]")
  var input = document.querySelector("[data-md-component=search-query]")
  var result = document.querySelector("[data-md-component=search-result]")
  var toggle = document.querySelector("[data-md-toggle=search]")
  if (!box || !input || !result || !toggle) return
  var meta = result.querySelector(".md-search-result__meta")
  var list = result.querySelector(".md-search-result__list")
  var start = meta.textContent

  /* ---- typing ---- */

  /* Material listens to keyup alone, which pasting, dictating and many input methods never send. */
  function ask() {
    input.dispatchEvent(new KeyboardEvent("keyup"))
  }
  input.addEventListener("input", ask)
  input.addEventListener("compositionend", ask)

  /* The keys that choose among an input method's words are not for the box: Enter would open a lesson. */
  input.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229) event.stopPropagation()
  })

  /* A page that is changed in place leaves the focus in the closed box: Material opens it for what
   * gains the focus only, and Enter would send the form.
   */
  toggle.addEventListener("change", function () {
    if (!toggle.checked) input.blur()
  })

  var help = document.createElement("p")
  help.className = "lesson-search__help"
  help.innerHTML =
    "可以输入课号 <kbd>10</kbd>、节号 <kbd>1.2.4</kbd>、拼音 <kbd>tdxj</kbd>、公式 <kbd>dJ/dw</kbd>；" +
    "限定范围：<kbd>c4 卷积</kbd>、<kbd>week:2</kbd>、<kbd>tag:标签</kbd>、<kbd>长:&gt;10</kbd>（分钟）"
  result.parentNode.appendChild(help)
  function showHelp() {
    help.hidden = input.value.trim() !== ""
  }
  input.addEventListener("input", showHelp)
  if (input.form) {
    input.form.addEventListener("reset", function () {
      setTimeout(showHelp)
    })
  }
  showHelp()

  /* ---- results that are drawn anew ---- */

  var place = null // address of the result that has the focus
  list.addEventListener("focusin", function (event) {
    place = event.target.getAttribute("href")
  })
  list.addEventListener("focusout", function () {
    if (list.contains(document.activeElement)) place = null
  })
  input.addEventListener("focus", function () {
    place = null
  })
  function keepPlace() {
    if (place === null || (document.activeElement && document.activeElement !== document.body)) return
    var links = list.querySelectorAll("[href]")
    for (var i = 0; i < links.length; i++) {
      if (links[i].getAttribute("href") === place) return links[i].focus()
    }
  }

  /* The rows below that of a lesson come in a template (worker.js). */
  function unfold() {
    var folded = list.querySelectorAll("template")
    for (var i = 0; i < folded.length; i++) {
      var item = folded[i]
      while (item.parentNode !== list) item = item.parentNode
      item.appendChild(folded[i].content)
      folded[i].parentNode.removeChild(folded[i])
    }
  }
  new MutationObserver(function () {
    unfold()
    keepPlace()
  }).observe(list, { childList: true })

  /* ---- without a worker ---- */

  var PATIENCE = 5000 // ms
  var base = JSON.parse(document.getElementById("__config").textContent)
  var find = null // (typed, send), once the search runs in this page
  var names = null // [[title, English]], where the browser is too old for the search

  function say(words) {
    meta.textContent = words
  }

  function escape(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")
  }

  function load(url, then) {
    var script = document.createElement("script")
    script.src = url
    script.onload = script.onerror = then
    document.body.appendChild(script)
  }

  /* The rows of an answer as Material draws them. */
  function draw(items) {
    list.innerHTML = items
      .map(function (group) {
        var row = group[0]
        var text = '<article class="md-search-result__article md-typeset"><h1>' + row.title + "</h1>" + row.text + "</article>"
        var address = row.location && new URL(row.location, new URL(base.base + "/", location.href)).href
        var link = '<a class="md-search-result__link" tabindex="-1" href="' + escape(address) + '" data-md-score="' + row.score + '">' + text + "</a>"
        return '<li class="md-search-result__item">' + (address ? link : text) + "</li>"
      })
      .join("")
  }

  function findInNames(typed) {
    var words = typed.toLowerCase().split(/\s+/)
    var found = []
    names.forEach(function (name) {
      var text = (name[1] + " " + name[2]).toLowerCase()
      var holds = words.every(function (word) {
        return text.indexOf(word) >= 0
      })
      if (holds) found.push([{ location: name[0], title: escape(name[1]), text: "<p>" + escape(name[2]) + "</p>", score: 1 }])
    })
    return found
  }

  function answer() {
    var typed = input.value.trim()
    if (!typed) {
      draw([])
      return say("输入以开始搜索")
    }
    if (names !== null) {
      var found = findInNames(typed).slice(0, 50)
      draw(found)
      return say("这个浏览器太旧，只在课的标题里逐字查找：" + (found.length ? found.length + " 课" : "没有找到"))
    }
    find(typed, function (given) {
      draw(given.items)
      say("这个浏览器不能在后台搜索，输入时可能稍慢：" + (given.items.length ? given.items.length + " 条结果" : "没有找到符合条件的结果"))
    })
  }

  function takeNames(index) {
    var lessons = index.lessons.numbers
    if (!index.here) return say("这个浏览器太旧，不能站内搜索。请从目录查找，或换一个浏览器。")
    var number = 0
    names = index.here.rows.map(function (row, i) {
      number += lessons[i] || 0
      var path = i < lessons.length ? "lessons/" + ("00" + number).slice(-Math.max(3, String(number).length)) : index.pages[i - lessons.length]
      return [path + index.suffix, row[0], row[1]]
    })
    answer()
  }

  var started = false
  function searchHere() {
    if (started || meta.textContent !== start) return
    started = true
    box.hidden = false
    say("正在载入搜索…")
    input.addEventListener("input", answer)
    input.addEventListener("focus", answer)
    window.lessonSearchHere = function (given) {
      find = given
      answer()
    }
    load(new URL(base.search, location.href), function () {
      if (find !== null) return
      window.lessonSearchPart = function (name, value) {
        takeNames(value)
      }
      load(new URL(base.base + "/search/index.js", location.href), function () {
        if (names === null && meta.textContent === "正在载入搜索…") say("搜索没能载入。请检查网络，或重新载入页面后再试。")
      })
    })
  }

  /* The theme's own part of the box did not start: what keys do is left to this file. */
  function takeKeys() {
    function open() {
      if (!toggle.checked) toggle.click()
    }
    input.addEventListener("focus", open)
    input.addEventListener("input", open)
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return
      if (event.key === "Escape" && toggle.checked) toggle.click()
      if (event.key !== "Enter") return
      event.preventDefault()
      var first = list.querySelector("[href]")
      if (first) first.click()
    })
  }

  if (box.hidden || typeof Worker === "undefined") {
    takeKeys()
    searchHere()
  }
  else {
    input.addEventListener("focus", function () {
      setTimeout(searchHere, PATIENCE)
    })
  }
})()
