const FIRST_SECONDS = 15
const LONGEST_SECONDS = 3600

/** How long to wait after the n-th look at an invoice that came to nothing (0 for the first): 15 s, doubled, at most an hour. */
export function pause(tries: number): number {
  return Math.min(FIRST_SECONDS * 2 ** Math.min(tries, 20), LONGEST_SECONDS)
}
