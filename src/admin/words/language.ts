export type Language = "mn" | "en"

/** The catalogues there are; every other language of the dashboard falls back to English. */
export function languageOf(tag: string | undefined): Language {
  return /^mn\b/i.test(tag ?? "") ? "mn" : "en"
}

const CYRILLIC = /[\u0400-\u04ff]/g
const LETTER = /\p{L}/gu

/** Most of its letters are Cyrillic: names of things may be English, and so may all that it quotes after a colon. */
function isMongolian(text: string): boolean {
  const own = text.split(": ", 1)[0] as string
  return countOf(CYRILLIC, own) * 2 > countOf(LETTER, own)
}

function countOf(letters: RegExp, text: string): number {
  return text.match(letters)?.length ?? 0
}

/** The server says some sentences in both languages, "mn / en". @returns the half in this one, or all of it */
export function halfIn(language: Language, text: string): string {
  for (let cut = text.indexOf(" / "); cut >= 0; cut = text.indexOf(" / ", cut + 1)) {
    const [mn, en] = [text.slice(0, cut), text.slice(cut + 3)]
    if (isMongolian(mn) && !countOf(CYRILLIC, en)) return language === "mn" ? mn : en
  }
  return text
}
