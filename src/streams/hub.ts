import { setTimeout as sleep } from "node:timers/promises"
import { withinTime } from "../qpay/within-time"

/** What a stream shows at a moment. */
export interface Picture<T> {
  /** Changes whenever the value does. */
  version: string
  value: T
}

export interface HubSource<T> {
  /** The versions of all these keys, in one query. A key that is missing is left alone. */
  versions(keys: string[]): Promise<Map<string, string>>
  /** The value of one key whose version has changed; null when it is gone. */
  read(key: string): Promise<Picture<T> | null>
}

export interface HubLimits {
  /** Time between two readings, ms. */
  everyMs: number
  /** A reading without an answer for so long may sit on a dead connection: the next one gets another, ms. */
  patienceMs: number
  /** Streams in all. */
  most: number
  /** Streams of one key: a page, its second tab, a phone. */
  mostPerKey: number
}

export type Show<T> = (picture: Picture<T>) => void

/** A database that hangs is not asked again and again: each reading that hangs keeps a connection. */
const MOST_HUNG = 3
/** One that hangs for so many times the patience is on a dead connection, and keeps nothing from anybody. */
const FORGOTTEN_AFTER = 12

/** The source did not answer in time. */
class Late extends Error {
  constructor() {
    super("the database does not answer")
  }
}

interface Stream<T> {
  shown: string | null
  show: Show<T>
}

/**
 * Tells any number of open pages what changed. One reading per tick serves all of them and nothing is read while none
 * is open; a change made in this process is looked at without waiting for the tick. A reading that hangs is given up,
 * and what it brings after all is not told: it may be older than what was told meanwhile.
 */
export class StatusHub<T> {
  private readonly streams = new Map<string, Set<Stream<T>>>()
  private ticking = false
  private touched = new Set<string>()
  private lookingAtTouched = false
  private hung = 0
  private failing = false
  private count = 0

  constructor(
    private readonly source: HubSource<T>,
    private readonly limits: HubLimits,
    private readonly onError: (error: Error) => void
  ) {}

  get size(): number {
    return this.count
  }

  /** Would a page hear of a change? False from a reading that failed to the next one that does not. */
  get isWatching(): boolean {
    return !this.failing
  }

  /**
   * @param seen the version that the page has already
   * @returns how to end the stream; null when there are too many
   */
  open(key: string, seen: string | null, show: Show<T>): (() => void) | null {
    const others = this.streams.get(key) ?? new Set<Stream<T>>()
    if (this.count >= this.limits.most || others.size >= this.limits.mostPerKey) return null
    const stream = { shown: seen, show }
    this.streams.set(key, others.add(stream))
    this.count++
    this.plan()
    return () => this.close(key, stream)
  }

  /** Something about this key has changed: its pages need not wait for the tick. */
  touch(key: string): void {
    if (!this.streams.has(key)) return
    this.touched.add(key)
    if (this.lookingAtTouched) return
    this.lookingAtTouched = true
    setImmediate(() => void this.lookAtTouched())
  }

  private close(key: string, stream: Stream<T>): void {
    const others = this.streams.get(key)
    if (!others?.delete(stream)) return
    this.count--
    if (others.size === 0) this.streams.delete(key)
  }

  private plan(): void {
    if (this.ticking) return
    this.ticking = true
    setTimeout(() => void this.tick(), this.limits.everyMs).unref()
  }

  private async tick(): Promise<void> {
    if (this.count > 0) await this.look([...this.streams.keys()])
    this.ticking = false
    if (this.count > 0) this.plan()
  }

  private async lookAtTouched(): Promise<void> {
    while (this.touched.size > 0) {
      const keys = [...this.touched]
      this.touched = new Set()
      await this.look(keys)
    }
    this.lookingAtTouched = false
  }

  private async look(keys: string[]): Promise<void> {
    if (this.hung >= MOST_HUNG) return
    try {
      const versions = await this.inTime(this.source.versions(keys))
      for (const [key, version] of versions) {
        if (this.behind(key, version).length > 0) await this.tell(key)
      }
      this.failing = false
    } catch (error) {
      // The database is away: pages keep what they have, and the next tick tries again.
      this.failing = true
      this.onError(error as Error)
    }
  }

  private async tell(key: string): Promise<void> {
    const picture = await this.inTime(this.source.read(key))
    if (!picture) return
    for (const stream of this.behind(key, picture.version)) {
      stream.shown = picture.version
      stream.show(picture)
    }
  }

  private async inTime<A>(answer: Promise<A>): Promise<A> {
    const { patienceMs } = this.limits
    try {
      return await withinTime(answer, patienceMs, () => new Late())
    } catch (error) {
      if (error instanceof Late) {
        this.hung++
        const forgotten = sleep(patienceMs * FORGOTTEN_AFTER, undefined, { ref: false })
        void Promise.race([answer.catch(() => undefined), forgotten]).then(() => this.hung--)
      }
      throw error
    }
  }

  private behind(key: string, version: string): Stream<T>[] {
    return [...(this.streams.get(key) ?? [])].filter(({ shown }) => shown !== version)
  }
}
