import type { PaymentStatus } from "./contract"
import { type CheckoutState, remainingMs } from "./machine"
import { grows, type Moment, type Pace, pollDelay, streamDelay, watchingOf } from "./pace"
import type { Page } from "./page"
import { Refusal, type StreamOptions } from "./transport"

/** What is watched, and who is told. */
export interface Watched {
  pace: Pace
  page: Page
  /** Monotonic clock, in milliseconds. */
  now(): number
  state(): CheckoutState
  /** Asks once and takes the answer, unless the signal fired before it came. */
  ask(signal: AbortSignal): Promise<void>
  /** May a question that takes long be dropped and asked again? */
  repeatable(): boolean
  /** Is there a stream to read? */
  streams(): boolean
  /** Reads the stream to its end. */
  stream(options: StreamOptions): Promise<void>
  /** Takes what the stream brought. */
  answered(status: PaymentStatus): void
  /** @param failures how many questions in a row went wrong */
  failed(reason: unknown, failures: number): void
}

export interface Watch {
  /** Asks now. One question at a time: it joins one that is on its way, unless `anew`. */
  ask(anew?: boolean): Promise<void>
  /** To be called when the state was changed from elsewhere. */
  replan(): void
  stop(): void
}

type Timer = ReturnType<typeof setTimeout> | undefined

const LONGEST_TIMER_MS = 2 ** 31 - 1
/** One return to the page fires several events; a question younger than this is not asked again. */
const YOUNG_MS = 2_000
/** A stream that held so long was a good one. */
const HELD_MS = 5_000
/** Longer than a heart-beat of the server. */
const QUIET_MS = 20_000

/** Follows one payment: by the stream while it lives, by questions otherwise. */
export function watch(on: Watched): Watch {
  let question: { abort: AbortController; since: number; done?: Promise<void> } | undefined
  let stream: { abort: AbortController; since: number; bytesAt?: number } | undefined
  let askTimer: Timer
  let streamTimer: Timer
  let stopped = false
  let lastEventId = ""
  let seen: PaymentStatus | null = null
  let heardAt = on.now()
  let failures = 0
  let idle = 0
  let tries = 0
  let askPauseMs = 0
  let streamPauseMs = 0

  async function ask(anew?: boolean): Promise<void> {
    if (stopped) return
    if (anew && on.repeatable()) {
      question?.abort.abort()
      question = undefined
    }
    if (!question) {
      clearTimeout(askTimer)
      question = { abort: new AbortController(), since: on.now() }
      question.done = askOnce(question)
    }
    return question.done
  }

  async function askOnce(mine: NonNullable<typeof question>): Promise<void> {
    const { signal } = mine.abort
    askPauseMs = 0
    try {
      await on.ask(signal)
      failures = 0
    } catch (reason) {
      if (!signal.aborted) {
        failures++
        // A server that cannot be asked does not stream either, whatever the socket believes.
        if (reason instanceof Refusal) askPauseMs = reason.retryAfterMs
        else stream?.abort.abort()
        on.failed(reason, failures)
      }
    }
    if (question === mine) question = undefined
    heardAt = on.now()
    replan()
  }

  async function listen(): Promise<void> {
    const mine: NonNullable<typeof stream> = { abort: new AbortController(), since: on.now() }
    stream = mine
    streamPauseMs = 0
    try {
      await on.stream({
        signal: mine.abort.signal,
        lastEventId,
        silenceMs: on.pace.silenceMs,
        onBytes() {
          const first = !mine.bytesAt
          mine.bytesAt = on.now()
          if (first) replan()
        },
        onStatus(status, id) {
          lastEventId = id
          failures = 0
          on.answered(status)
          replan()
        },
      })
    } catch (reason) {
      if (reason instanceof Refusal) streamPauseMs = reason.retryAfterMs
    }
    stream = undefined
    if (mine.bytesAt) heardAt = on.now()
    tries = mine.bytesAt && on.now() - mine.since > HELD_MS ? 0 : tries + 1
    replan()
  }

  /** Sets the timers anew for what is known now. */
  function replan(): void {
    clearTimeout(askTimer)
    if (stopped) return
    const growing = grows(look())
    const now = on.state().status
    if (!growing || seen !== now) idle = 0
    seen = now
    const moment = look()
    const delay = pollDelay(moment, on.pace)
    if (delay !== null && !question) {
      askTimer = setTimeout(
        () => {
          if (growing) idle++
          void ask()
        },
        Math.min(delay, LONGEST_TIMER_MS)
      )
    }
    if (moment.watching === "over") stream?.abort.abort()
    if (moment.watching !== "close" || moment.hidden || !on.streams()) {
      forgetStream()
    } else if (!stream) {
      streamTimer ??= setTimeout(
        () => {
          streamTimer = undefined
          void listen()
        },
        streamDelay(tries, streamPauseMs, Math.random(), on.pace)
      )
    }
  }

  function forgetStream(): void {
    clearTimeout(streamTimer)
    streamTimer = undefined
  }

  /** The shopper is back, or the network: what we believe may be hours old. */
  function returned(): void {
    idle = tries = 0
    forgetStream()
    if (stream && on.now() - (stream.bytesAt ?? stream.since) > QUIET_MS) stream.abort.abort()
    void ask(question && on.now() - question.since > YOUNG_MS)
    replan()
  }

  function look(): Moment {
    const state = on.state()
    return {
      watching: watchingOf(state),
      live: Boolean(stream?.bytesAt),
      hidden: on.page.hidden(),
      failing: failures > 0,
      incomplete: !state.status || (state.status.status === "pending" && !state.status.payment),
      idle,
      sinceMs: on.now() - heardAt,
      remainingMs: remainingMs(state, on.now()),
      retryAfterMs: askPauseMs,
    }
  }

  const deafen = on.page.listen(returned, replan)
  const { watching, hidden } = look()
  void ask()
  if (on.streams() && watching === "close" && !hidden) void listen()

  return {
    ask,
    replan,
    stop() {
      stopped = true
      deafen()
      forgetStream()
      clearTimeout(askTimer)
      question?.abort.abort()
      stream?.abort.abort()
    },
  }
}
