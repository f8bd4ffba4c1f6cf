import { failed } from "./lines"
import type { Diagnosis } from "./types"
import type { Sentence } from "./words"

const AGAIN: Sentence = (w) => w.any.again

/** One check at work: bounded, and a line whatever happens. @param fix what to do when it takes too long */
export async function check(
  name: string,
  provider: string | null,
  withinMs: number,
  work: () => Promise<Diagnosis | Diagnosis[]> | Diagnosis | Diagnosis[],
  fix: Sentence = AGAIN
): Promise<Diagnosis[]> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<Diagnosis>((resolve) => {
    const seconds = Math.round(withinMs / 1000)
    const line = failed(name, (w) => ({ found: w.any.too_late(seconds), fix: fix(w) }), provider)
    timer = setTimeout(() => resolve(line), withinMs)
  })
  try {
    return [await Promise.race([(async () => work())(), tooLate])].flat()
  } catch (error) {
    return [failed(name, (w) => ({ found: w.any.broken(lastWords(error)), fix: AGAIN(w) }), provider)]
  } finally {
    clearTimeout(timer)
  }
}

/** An error's own text, without the statement that a database's error begins with. */
export function lastWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split(" - ").at(-1) ?? "").slice(0, 300)
}
