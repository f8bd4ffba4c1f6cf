import type { DemoStore } from "../../src/scripts/seed-demo"

/** What scripts/chaos/world.mjs has built. */
export interface World {
  /** The balancer before the servers. */
  shopUrl: string
  simulatorUrl: string
  databaseUrl: string
  admin: { email: string; password: string }
  demo: DemoStore
  /** How long an invoice can be paid, milliseconds. */
  expiresInMs: number
  servers: ServerProcess[]
  /** Where all stories are written down at the end. */
  diaryFile: string
}

export interface ServerProcess {
  name: string
  up: boolean
  /** Path of its log, over all its lives. */
  log: string
  start(): Promise<void>
  kill(): Promise<void>
}

export interface RunOptions {
  /** How many shoppers there are. Most pay once, some twice, some never. */
  payments: number
  seed: number
  kill: boolean
  /** How many of them are busy at the same time. */
  atOnce: number
  /** Everybody has this story: to look for the cause of something. */
  plot?: string | undefined
}
