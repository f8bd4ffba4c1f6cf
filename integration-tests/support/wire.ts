import net from "node:net"

/** A request as it goes over the wire. Texts hold one byte per character, so nothing puts them right on the way. */
export interface Request {
  method: string
  target: string
  headers?: [name: string, value: string][]
  body?: Buffer
}

export interface Answer {
  /** 0 when the server hung up without one. */
  status: number
  /** Sorted header lines, without those that differ between two equal answers. */
  headers: string[]
  body: string
  /** All that came, whatever it is. */
  raw: string
}

const CHANGING = /^(date|x-request-id|connection|keep-alive):/i

/** Says exactly these bytes on a connection of its own and hears what comes until it is closed. */
export function speak(port: number, request: Request, timeoutMs = 120_000): Promise<Answer> {
  const body = request.body ?? Buffer.alloc(0)
  const headers = [...(request.headers ?? [])]
  if (!headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name)) && request.body) {
    headers.push(["content-length", String(body.length)])
  }
  const head = [
    `${request.method} ${request.target} HTTP/1.1`,
    "host: shop",
    "connection: close",
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "localhost")
    const heard: Buffer[] = []
    const end = () => resolve(read(Buffer.concat(heard).toString("utf8")))
    socket.setTimeout(timeoutMs, () => {
      socket.destroy()
      reject(new Error(`${request.method} ${request.target.slice(0, 200)}: no answer in ${timeoutMs} ms`))
    })
    socket.on("data", (chunk) => heard.push(chunk))
    // A server that refuses a long body hangs up while we still speak.
    socket.on("error", end)
    socket.on("close", end)
    socket.write(Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"))
    socket.write(body)
  })
}

function read(raw: string): Answer {
  const [head = "", ...rest] = raw.split("\r\n\r\n")
  const [first = "", ...lines] = head.split("\r\n")
  return {
    status: Number(/^HTTP\/1\.\d (\d{3})/.exec(first)?.[1] ?? 0),
    headers: lines.filter((line) => !CHANGING.test(line)).sort(),
    body: rest.join("\r\n\r\n"),
    raw,
  }
}
