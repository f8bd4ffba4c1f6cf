export interface ServerEvent {
  id: string
  event: string
  data: string
}

/** Reads a `text/event-stream` from chunks cut anywhere. Comments and unknown fields are passed over. */
export function createEventParser(onEvent: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = ""
  let id = ""
  let event = ""
  let data: string[] = []

  const readLine = (line: string) => {
    if (line === "") {
      if (data.length) onEvent({ id, event: event || "message", data: data.join("\n") })
      event = ""
      data = []
      return
    }
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === "data") data.push(value)
    else if (field === "event") event = value
    else if (field === "id") id = value
  }

  return (chunk) => {
    rest += chunk
    // A CR at the end may be half of a CRLF, so it waits for the next chunk.
    for (let end; (end = /\r\n|\n|\r(?!$)/.exec(rest));) {
      readLine(rest.slice(0, end.index))
      rest = rest.slice(end.index + end[0].length)
    }
  }
}
