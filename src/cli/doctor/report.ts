import type { Diagnostics } from "../../diagnostics/types"

/** What the store's process hands back: its diagnostics, or why it did not get that far. */
export type Report = { diagnostics: Diagnostics } | { boot: string }
