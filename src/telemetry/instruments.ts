import {
  type Attributes,
  type Counter,
  type Histogram,
  type MeterProvider,
  metrics,
} from "@medusajs/framework/opentelemetry/api"
import { ATTENTION_REASONS } from "../modules/qpay/states"
import { ATTRIBUTES, COUNTERS, HISTOGRAMS, SCOPE, SECONDS } from "./names"
import { quietly } from "./quietly"

type CounterName = keyof typeof COUNTERS
type HistogramName = keyof typeof HISTOGRAMS

interface Instruments {
  of: MeterProvider
  counters: Record<CounterName, Counter>
  histograms: Record<HistogramName, Histogram>
}

let made: Instruments | null = null

/** Adds to a counter. Does nothing when no metrics are registered. */
export function count(name: CounterName, attributes: Attributes = {}, by = 1): void {
  quietly(() => instruments().counters[name].add(by, attributes))
}

/** Notes a duration in seconds. Does nothing when no metrics are registered. */
export function observe(name: HistogramName, seconds: number, attributes: Attributes): void {
  quietly(() => instruments().histograms[name].record(seconds, attributes))
}

/** A tracer finds its provider when that is registered later; an instrument does not, so it is made again then. */
function instruments(): Instruments {
  const provider = metrics.getMeterProvider()
  if (made?.of === provider) return made
  const meter = provider.getMeter(SCOPE)
  const counter = ({ name, ...options }: (typeof COUNTERS)[CounterName]) => meter.createCounter(name, options)
  const histogram = ({ name, ...options }: (typeof HISTOGRAMS)[HistogramName]) =>
    meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: SECONDS } })
  made = { of: provider, counters: each(COUNTERS, counter), histograms: each(HISTOGRAMS, histogram) }
  // A line is rare: counted from nothing to one, its rise would be seen by no alert.
  for (const reason of ATTENTION_REASONS) made.counters.attention.add(0, { [ATTRIBUTES.reason]: reason })
  return made
}

function each<K extends string, A, B>(all: Record<K, A>, make: (one: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(all).map(([key, one]) => [key, make(one)])) as Record<K, B>
}
