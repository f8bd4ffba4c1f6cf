import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InvoiceRow } from "./types"

type Watcher = (row: InvoiceRow) => void

/** Ledgers are built wherever they are needed; the connection is what those of one application share. */
const watchers = new WeakMap<Knex, Set<Watcher>>()

/**
 * Tells of changes that this very process stores, once they are stored. Other processes' changes are not told: whoever
 * needs those must read. @returns how to stop
 */
export function watchChanges(db: Knex, watcher: Watcher): () => void {
  const all = watchers.get(db) ?? new Set<Watcher>()
  watchers.set(db, all.add(watcher))
  return () => void all.delete(watcher)
}

export function tellChange(db: Knex, row: InvoiceRow): InvoiceRow {
  watchers.get(db)?.forEach((watcher) => watcher(row))
  return row
}
