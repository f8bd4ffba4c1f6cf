import { createEventParser, type ServerEvent } from "../sse"

const TEXT = [
  ": welcome",
  "",
  "id: 7",
  "event: status",
  'data: {"a":',
  "data:1}",
  "",
  "retry: 3000",
  ": beat",
  "",
  "data:  two spaces, one is kept: and colons",
  "",
  "id",
  "data",
  "data: x",
  "unknown: y",
  "",
  "data: never ended",
].join("\n")

const EVENTS: ServerEvent[] = [
  { id: "7", event: "status", data: '{"a":\n1}' },
  { id: "7", event: "message", data: " two spaces, one is kept: and colons" },
  { id: "", event: "message", data: "\nx" },
]

function parse(chunks: string[]): ServerEvent[] {
  const events: ServerEvent[] = []
  const push = createEventParser((event) => events.push(event))
  chunks.forEach(push)
  return events
}

describe.each([
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
])("lines ended by %s", (_, end) => {
  const text = TEXT.replace(/\n/g, end)

  test("in one piece", () => {
    expect(parse([text])).toEqual(EVENTS)
  })

  test("cut in two, anywhere", () => {
    for (let at = 0; at <= text.length; at++) {
      expect(parse([text.slice(0, at), text.slice(at)])).toEqual(EVENTS)
    }
  })

  test("character by character", () => {
    expect(parse([...text])).toEqual(EVENTS)
  })
})
