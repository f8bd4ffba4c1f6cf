import { setTimeout as sleep } from "node:timers/promises"
import type { Dice } from "./dice"
import type { ServerProcess } from "./world"

/** Kills servers as a power cut would, and has them start again. */
export class Killer {
  kills = 0
  restarts = 0
  private readonly work: Promise<void>[] = []

  constructor(
    private readonly servers: ServerProcess[],
    private readonly dice: Dice
  ) {}

  killIn(ms: number): void {
    this.work.push(this.killOne(ms))
  }

  /** Until every server that was killed is up again. */
  async finish(): Promise<void> {
    await Promise.all(this.work)
  }

  private async killOne(ms: number): Promise<void> {
    await sleep(ms)
    const living = this.servers.filter(({ up }) => up)
    if (living.length === 0) return // the one server is starting: a second death would be the same one
    const server = this.dice.pick(living)
    await server.kill()
    this.kills++
    await server.start()
    this.restarts++
  }
}
