import type { CallbackSender } from "./callbacks"
import type { Random } from "./random"
import type { State } from "./state"

/** What every part of the simulator is handed: its memory, its clock, its dice and its voice. */
export interface World {
  readonly state: State
  readonly random: Random
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly callbacks: CallbackSender
  /** Where short links and the bank-app page live; known once the server listens. */
  publicUrl: string
}
