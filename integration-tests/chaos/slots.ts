import { setTimeout as sleep } from "node:timers/promises"

/** So many shoppers are busy at once; one that only waits makes room for the next. */
export class Slots {
  private readonly back: (() => void)[] = []
  private readonly newcomers: (() => void)[] = []
  constructor(private free: number) {}

  take(): Promise<void> {
    return this.join(this.newcomers)
  }

  give(): void {
    // Who was in the shop already comes first, or everybody would fill a cart before anybody pays.
    const next = this.back.shift() ?? this.newcomers.shift()
    if (next) next()
    else this.free++
  }

  async rest(ms: number): Promise<void> {
    this.give()
    await sleep(ms)
    await this.join(this.back)
  }

  private async join(queue: (() => void)[]): Promise<void> {
    if (this.free > 0) this.free--
    else await new Promise<void>((resolve) => queue.push(resolve))
  }
}
