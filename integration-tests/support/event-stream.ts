export interface StreamEvent {
  id: string
  data: any
}

/** An open page's stream over real HTTP, read as it comes. */
export class EventStream {
  readonly events: StreamEvent[] = []
  /** The server has ended the stream. */
  ended = false
  private readonly abort = new AbortController()

  private constructor(readonly response: Response | null) {}

  static async open(path: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const abort = new AbortController()
    const response = await fetch(`http://localhost:${process.env.PORT}${path}`, { headers, signal: abort.signal })
    const stream = new EventStream(response)
    stream.abort.signal.addEventListener("abort", () => abort.abort())
    void stream.read(response)
    return stream
  }

  close(): void {
    this.abort.abort()
  }

  private async read(response: Response): Promise<void> {
    let text = ""
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true })
        const parts = text.split("\n\n")
        text = parts.pop() ?? ""
        for (const part of parts) this.take(part)
      }
      this.ended = true
    } catch {
      // closed by the test
    }
  }

  private take(part: string): void {
    const lines = new Map(part.split("\n").map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]))
    const data = lines.get("data")
    if (data) this.events.push({ id: lines.get("id") ?? "", data: JSON.parse(data) })
  }
}
