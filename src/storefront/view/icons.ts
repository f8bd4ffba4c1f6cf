import { type Html, markup } from "./html"

/** Drawn on a field of 24 by 24, with strokes. */
const PATHS = {
  clock: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  spinner: "M12 3a9 9 0 1 0 9 9",
  check: "M5 12.5l4.5 4.5L19 7.5",
  shield: "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2 2 4-4",
  alert: "M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  offline:
    "M4 4l16 16M5 12.5a10 10 0 0 1 4-2.4M8.5 16a5 5 0 0 1 7 0M2 9a15 15 0 0 1 4-2.6M11 5a15 15 0 0 1 11 4M15 10.5a10 10 0 0 1 4 2M12 19.5v.01",
  back: "M9 8l-4 4 4 4M5 12h10a4 4 0 0 1 0 8h-2",
  hourglass: "M7 3h10M7 21h10M8 3v3c0 3 4 4 4 6s-4 3-4 6v3M16 3v3c0 3-4 4-4 6s4 3 4 6v3",
  cancel: "M8.5 8.5l7 7M15.5 8.5l-7 7M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
} as const

export type Icon = keyof typeof PATHS

/** A picture beside words that say the same, so it is not read out. */
export function icon(name: Icon): Html {
  return markup`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="${PATHS[name]}"/></svg>`
}
