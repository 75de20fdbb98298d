/* The words of all names: what a reader means who types pinyin, initials or an error. */
;(() => {
  "use strict"

  const { HAN } = lessonSearch

  const MOST_SPELLINGS = 6
  const MOST_STEPS = 20000 // of a search for words that letters spell
  const MOST_SIMILAR = 6
  const MOST_REMEMBERED = 500 // words typed

  const readPairs = (text) => {
    const pairs = new Map()
    const chars = [...text]
    for (let i = 0; i + 1 < chars.length; i += 2) pairs.set(chars[i], chars[i + 1])
    return pairs
  }

  const readSounds = (text) => {
    const sounds = new Map()
    for (const group of text.split(" ")) {
      const sound = group.match(/^[a-z]*/)[0]
      for (const char of group.slice(sound.length)) {
        if (sounds.has(char)) sounds.get(char).push(sound)
        else sounds.set(char, [sound])
      }
    }
    return sounds
  }

  /* How a syllable sounds to those who do not tell zh from z or ang from an. */
  const blur = (sound) => sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n")

  const blurSounds = (sounds) => {
    const known = new Map()
    const blurOne = (sound) => {
      if (!known.has(sound)) known.set(sound, blur(sound))
      return known.get(sound)
    }
    return new Map([...sounds].map(([char, own]) => [char, own.map(blurOne)]))
  }

  const addTo = (map, key, value) => {
    if (map.has(key)) map.get(key).push(value)
    else map.set(key, [value])
  }

  /* Words with how many names have them, as the power of two below that number. */
  function* wordsOfNames(names) {
    for (const term of Object.keys(names)) {
      const power = Math.min(31 - Math.clz32(names[term].length / 2), 9)
      if (term.length === 2 && HAN.test(term[0])) yield [term, power]
      else if (term.length > 1 && !HAN.test(term[0]) && /^[\p{L}\p{N}]+$/u.test(term)) yield [term, power]
    }
  }

  function* wordsOfLexicon([han, latin]) {
    for (const group of han.split(" ").filter(Boolean)) {
      for (const [, second, power] of group.slice(1).matchAll(/(\D)(\d?)/g)) yield [group[0] + second, +power]
    }
    for (const word of latin.split(" ").filter(Boolean)) {
      const [text, power] = word.split(":")
      yield [text, +(power || 0)]
    }
  }

  /* What `make` gives for `key`; kept, for the next key that is typed asks again. */
  const remember = (known, key, make) => {
    if (known.has(key)) return known.get(key)
    if (known.size >= MOST_REMEMBERED) known.clear()
    const made = make()
    known.set(key, made)
    return made
  }

  /* The letters of a word as bits; digits share six of them. */
  const lettersOf = (word) => {
    let bits = 0
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      bits |= 1 << (code >= 97 ? code - 97 : 26 + (code % 6))
    }
    return bits
  }

  const countBits = (bits) => {
    let count = 0
    for (let rest = bits; rest !== 0; rest &= rest - 1) count++
    return count
  }

  const openLexicon = (words, sounds) => {
    const lexicon = {
      powers: new Map(), latin: [], // words, and those of letters that may be misspelled
      after: new Map(), before: new Map(), starts: new Map(), // characters of pairs: after one, before one, by the letter of the first
      similar: new Map(), spelled: new Map(), // answers, kept
    }
    for (const [word, power] of words) {
      lexicon.powers.set(word, power)
      if (HAN.test(word[0])) {
        addTo(lexicon.after, word[0], word[1])
        addTo(lexicon.before, word[1], word[0])
      } else if (/^[a-z0-9]{3,}$/.test(word)) lexicon.latin.push([word, lettersOf(word)])
    }
    for (const char of lexicon.after.keys()) {
      for (const letter of new Set((sounds.get(char) || []).map((sound) => sound[0]))) addTo(lexicon.starts, letter, char)
    }
    return lexicon
  }

  /* ---- errors ---- */

  const soundAlike = (index, one, other) => {
    const sounds = index.blurred.get(one) || []
    return (index.blurred.get(other) || []).some((sound) => sounds.includes(sound))
  }

  /* What may stand at `at` of a run instead, so that it makes words of names with its neighbours. */
  const replacements = (index, run, at) => {
    const { powers, after, before } = index.lexicon
    const isKnown = (i) => i >= 0 && i + 1 < run.length && powers.has(run.slice(i, i + 2))
    const left = at > 0 ? after.get(run[at - 1]) || [] : []
    const right = at + 1 < run.length ? before.get(run[at + 1]) || [] : []
    const found = []
    for (const char of new Set([...left, ...right])) {
      const fitsLeft = left.includes(char)
      const fitsRight = right.includes(char)
      const power = Math.max(powers.get(run[at - 1] + char) || 0, powers.get(char + run[at + 1]) || 0)
      const alike = soundAlike(index, run[at], char)
      if (fitsLeft && fitsRight) found.push({ at, char, alike, score: (alike ? 3 : 2) + power / 10 })
      else if (alike) {
        const firm = fitsLeft ? isKnown(at - 2) : isKnown(at + 1)
        if (firm || run.length === 2) found.push({ at, char, alike, score: 1 + power / 10 })
      } else if (fitsLeft ? at + 1 === run.length && isKnown(at - 2) && left.length < 4 : at === 0 && isKnown(1) && right.length < 4) {
        found.push({ at, char, alike, score: power / 10 })
      }
    }
    return found
  }

  /* The likeliest error of a run of Han characters: {at, char, alike}; null where there is none. */
  const findError = (index, run) => {
    const { powers } = index.lexicon
    const isKnown = (i) => i >= 0 && i + 1 < run.length && powers.has(run.slice(i, i + 2))
    let best = null
    for (let at = 0; at < run.length; at++) {
      if (isKnown(at - 1) || isKnown(at)) continue
      for (const found of replacements(index, run, at)) {
        if (best === null || found.score > best.score || (found.score === best.score && found.char < best.char)) best = found
      }
    }
    return best
  }

  /* Edits between two words, a swap of neighbours being one; `most` + 1 where there are more. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1
    let older = []
    let row = Array.from({ length: other.length + 1 }, (_, j) => j)
    for (let i = 1; i <= one.length; i++) {
      const next = [i]
      let least = i
      for (let j = 1; j <= other.length; j++) {
        const change = one[i - 1] === other[j - 1] ? 0 : 1
        let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change)
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, older[j - 2] + 1)
        }
        next.push(cost)
        if (cost < least) least = cost
      }
      if (least > most) return most + 1
      older = row
      row = next
    }
    return row[other.length]
  }

  const LIKENESS = ["none", "typos", "stem", "prefix", "typo"] // kinds, the likeliest last
  const [NONE, TYPOS, STEM, PREFIX, TYPO] = LIKENESS.keys()

  /* `unlike` is how many letters one of the words has and the other has not. */
  const likeness = (word, other, unlike, isKnown) => {
    const short = Math.min(word.length, other.length)
    let common = 0
    while (common < short && word[common] === other[common]) common++
    const ending = Math.max(word.length, other.length) - common
    if (common === word.length && (ending <= 4 || !isKnown)) return PREFIX
    const most = isKnown || word.length < 4 ? 0 : word.length < 7 ? 1 : 2
    const errors = most && unlike <= 2 * most ? distance(word, other, most) : most + 1 // an error changes two letters at most
    if (most && errors === 1) return TYPO
    if (common >= 4 && common === other.length && ending <= 3) return PREFIX
    if (common >= 6 && ending <= 4) return STEM
    return errors <= most ? TYPOS : NONE
  }

  const findSimilar = ({ powers, latin }, word) => {
    const isKnown = powers.has(word)
    const letters = lettersOf(word)
    const found = []
    for (const [other, others] of latin) {
      const kind = other === word ? NONE : likeness(word, other, countBits(letters ^ others), isKnown)
      if (kind > NONE) found.push([other, kind])
    }
    return found
      .sort((a, b) => b[1] - a[1] || powers.get(b[0]) - powers.get(a[0]) || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_SIMILAR)
  }

  /* Words of names that a typed word may mean: [word, kind of likeness], the likeliest first. */
  const similarWords = ({ lexicon }, word) => {
    if (word.length < 3 || !/^[a-z0-9]+$/.test(word)) return []
    return remember(lexicon.similar, word, () => findSimilar(lexicon, word))
  }

  /* ---- pinyin ---- */

  const FULL = 1, INITIALS = 2, PARTLY = 3 // ways of spelling; the last syllable may be typed partly

  /* Where the letters from `used` on may go on when a character sounds so: [used after, way]. */
  const spellChar = (sounds, letters, used, way, isFirst) => {
    const steps = []
    for (const sound of sounds) {
      if (sound[0] !== letters[used]) continue
      if (way !== INITIALS) {
        if (letters.startsWith(sound, used)) steps.push([used + sound.length, FULL])
        else if (!isFirst && letters.length - used < sound.length && sound.startsWith(letters.slice(used))) {
          steps.push([letters.length, PARTLY])
        }
      }
      if (way !== FULL) steps.push([used + 1, INITIALS])
    }
    return steps
  }

  const spell = ({ powers, after, starts }, letters, sounds) => {
    const found = new Map()
    let left = MOST_STEPS
    const walk = (word, used, way, power) => {
      if (used === letters.length) {
        const worth = way === PARTLY ? power - 10 : power // whole syllables come first
        if (word.length > 1) found.set(word, Math.max(worth, found.has(word) ? found.get(word) : -10))
        return
      }
      const last = word[word.length - 1]
      for (const char of (last === undefined ? starts.get(letters[0]) : after.get(last)) || []) {
        if (--left < 0) return
        for (const [next, by] of spellChar(sounds.get(char) || [], letters, used, way, last === undefined)) {
          walk(word + char, next, by, last === undefined ? 9 : Math.min(power, powers.get(last + char)))
        }
      }
    }
    walk("", 0, 0, 9)
    return found
  }

  const findSpelled = (index, letters) => {
    let found = spell(index.lexicon, letters, index.sounds)
    if (found.size === 0) {
      const blurred = letters.replace(/([zcs])h/g, "$1").replace(/ng/g, "n")
      found = spell(index.lexicon, blurred, index.blurred)
    }
    return [...found]
      .sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_SPELLINGS)
  }

  /* Words of names that `letters` spell, as pinyin or initials: [word, power], the commonest first. */
  const spelledWords = (index, letters) => remember(index.lexicon.spelled, letters, () => findSpelled(index, letters))

  Object.assign(lessonSearch, {
    LIKENESS, blurSounds, findError, openLexicon, readPairs, readSounds, similarWords, spelledWords, wordsOfLexicon, wordsOfNames,
  })
})()
