/* Folds text and takes it apart into terms, as search/folding.py and search/terms.py do;
 * tests/search/vectors.json holds both to it.
 */
const lessonSearch = {}
;(() => {
  "use strict"

  const HAN = /[\u3400-\u9fff]/
  const TOKEN =
    /([\u3400-\u9fff]+)|(‖[\p{L}\p{N}]{1,6}‖)|((?:(?![\u3400-\u9fff])[\p{L}\p{N}])+)((?:\[[a-z0-9+-]{1,6}\]|<[a-z0-9+,'-]{1,6}>|\([a-z0-9,|]{1,12}\)){1,3}|\/(?:(?![\u3400-\u9fff])[\p{L}\p{N}])+)?([-_^·](?=[\p{L}\p{N}]))?/gu

  const foldChar = (index, char) => {
    const known = index.folded.get(char)
    if (known !== undefined) return known
    let folded = ""
    for (const c of char.normalize("NFKC").toLowerCase()) folded += index.folding.get(c) || c
    index.folded.set(char, folded)
    return folded
  }

  const fold = (index, text) => {
    let folded = ""
    for (const char of text.normalize("NFKC")) folded += foldChar(index, char)
    return folded
  }

  const isWord = (word) => {
    const length = [...word].length
    return length < 2 ? word > "\x7f" : length <= 40
  }

  /* The parts of folded text: {han} or {word, marks, joint}, in its order. */
  const splitTokens = (folded) => {
    const tokens = []
    for (const [, han, norm, word, marks, joint] of folded.matchAll(TOKEN)) {
      if (han !== undefined) tokens.push({ han })
      else if (norm !== undefined) tokens.push({ norm })
      else tokens.push({ word, marks: marks || "", joint: joint !== undefined })
    }
    return tokens
  }

  /* The terms of folded text, as search/terms.py splits them. */
  const splitTerms = (folded) => {
    const terms = []
    let before = ""
    for (const { han, norm, word, marks, joint } of splitTokens(folded)) {
      if (han !== undefined) {
        for (let i = 0; i + 1 < han.length; i++) terms.push(han.slice(i, i + 2))
        before = ""
        continue
      }
      if (norm !== undefined) {
        terms.push(norm)
        before = ""
        continue
      }
      if (marks) {
        terms.push(word + marks)
        if (marks[0] === "/" && isWord(marks.slice(1))) terms.push(marks.slice(1))
      }
      if (isWord(word)) terms.push(word)
      if (before) terms.push(before + word)
      before = joint ? word : ""
    }
    return terms
  }

  Object.assign(lessonSearch, { HAN, fold, foldChar, isWord, splitTokens, splitTerms })
})()
