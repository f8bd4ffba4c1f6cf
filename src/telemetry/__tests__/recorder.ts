import { type Attributes, metrics } from "@medusajs/framework/opentelemetry/api"
import { metrics as sdk } from "@medusajs/framework/opentelemetry/sdk-node"
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type SpanProcessor,
} from "@medusajs/framework/opentelemetry/sdk-trace-node"
import { SCOPE } from "../names"

class Collector extends sdk.MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** The real SDK that Medusa ships, with exporters that keep everything in memory. One for a whole spec file. */
export class Recorder {
  private readonly exporter = new InMemorySpanExporter()
  private collector = new Collector()

  constructor(...others: SpanProcessor[]) {
    const spanProcessors = [new SimpleSpanProcessor(this.exporter), ...others]
    new NodeTracerProvider({ spanProcessors }).register()
    this.forget()
  }

  /** Starts again from nothing. */
  forget(): void {
    this.exporter.reset()
    metrics.disable()
    this.collector = new Collector()
    metrics.setGlobalMeterProvider(new sdk.MeterProvider({ readers: [this.collector] }))
  }

  /** Our own finished spans, in the order of their ends. */
  spans(name?: string) {
    const all = this.exporter.getFinishedSpans().filter((span) => span.instrumentationScope.name === SCOPE)
    return all.filter((span) => name === undefined || span.name === name)
  }

  /** What a metric has counted: a number for a counter, how many times for a histogram. Zeros are left out. */
  async points(name: string) {
    return (await this.allPoints(name)).filter(({ value }) => value > 0)
  }

  async allPoints(name: string): Promise<{ attributes: Attributes; value: number; unit: string }[]> {
    const { resourceMetrics } = await this.collector.collect()
    const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics)
    return all
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({
          attributes,
          value: typeof value === "number" ? value : value.count,
          unit: descriptor.unit,
        }))
      )
  }

  /** Every word that would leave the house; numbers and times are left out. */
  async everything(): Promise<string> {
    const { resourceMetrics } = await this.collector.collect()
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics)
    return JSON.stringify([
      this.spans().map(({ name, attributes, events, links, status }) => [name, attributes, events, links, status]),
      metrics.map(({ descriptor, dataPoints }) => [descriptor, dataPoints.map(({ attributes }) => attributes)]),
    ])
  }
}
