import type { EventEmitter } from "node:events"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

type Handler = (event: unknown) => Promise<unknown>

/** So many events in a row come from subscribers that emit what they themselves handle. */
const ENDLESS = 100

/**
 * The work of Medusa's subscribers in this process. The in-memory event bus starts it and waits for none of it;
 * a test that says "nothing happens" must know when it is over.
 */
export class SubscriberWork {
  private readonly handled: string[] = []
  private readonly running = new Set<Promise<unknown>>()
  private readonly restore: (() => void)[] = []

  /** @param options.delays false: events that Medusa emits with a delay are emitted at once */
  static watch(container: MedusaContainer, { delays = true } = {}): SubscriberWork {
    const bus = container.resolve(Modules.EVENT_BUS)
    const { eventEmitter_: emitter } = bus as unknown as { eventEmitter_: EventEmitter }
    const work = new SubscriberWork()
    const run = (name: string, event: unknown) => {
      work.handled.push(name)
      for (const handler of emitter.listeners(name) as Handler[]) work.track(handler(event))
      return true
    }
    work.keep(jest.spyOn(emitter, "emit").mockImplementation(run as never))
    if (!delays) {
      const emit = bus.emit.bind(bus)
      const atOnce = (data: never, options?: object) => emit(data, { ...options, delay: 0 })
      work.keep(jest.spyOn(bus, "emit").mockImplementation(atOnce as never))
    }
    return work
  }

  /** How often subscribers were given this event since the watch began. */
  count(event: string): number {
    return this.handled.filter((name) => name === event).length
  }

  /** Until no subscriber is at work, nor any that those have caused. */
  async idle(): Promise<void> {
    const most = this.handled.length + ENDLESS
    do {
      await Promise.all(this.running)
      await new Promise((resolve) => setImmediate(resolve)) // the bus hands an event on a moment after it took it
      if (this.handled.length > most) throw new Error(`subscribers never come to rest: ${this.handled.slice(-10)}`)
    } while (this.running.size > 0)
  }

  stop(): void {
    for (const restore of this.restore.splice(0)) restore()
  }

  private track(work: Promise<unknown>): void {
    const done = Promise.resolve(work).finally(() => this.running.delete(done))
    this.running.add(done)
  }

  private keep(spy: { mockRestore(): void }): void {
    this.restore.push(() => spy.mockRestore())
  }
}
