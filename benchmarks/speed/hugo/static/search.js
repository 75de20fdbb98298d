// Fetches the whole index at the first query and looks for the words as they are.
let index = null
document.getElementById("query").addEventListener("input", async ({ target }) => {
  index ??= fetch("/index.json").then((response) => response.json())
  const wanted = target.value.trim()
  const hits = wanted ? (await index).filter((row) => (row.title + row.text).includes(wanted)) : []
  document.getElementById("results").replaceChildren(
    ...hits.slice(0, 20).map((row) => {
      const item = document.createElement("li")
      const link = item.appendChild(document.createElement("a"))
      link.href = row.url
      link.textContent = row.title
      return item
    }),
  )
})
