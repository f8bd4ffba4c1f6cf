import net from "node:net"

/** Loopback has two addresses; a port is only ours when both are free. */
const ADDRESSES = ["127.0.0.1", "::1"]

function canListen(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once("error", (error) => resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

export async function isFree(port) {
  for (const host of ADDRESSES) if (!(await canListen(port, host))) return false
  return true
}

/** The wished port, or the first free one after it. */
export async function freePort(wished) {
  for (let port = wished; port < wished + 200; port++) if (await isFree(port)) return port
  throw new Error(`no free port between ${wished} and ${wished + 200}`)
}

/**
 * The port before `size` free ones in a row, at a place of its own: two runs that start together must not choose the
 * same. Below 32768, where the system takes ports for outgoing connections.
 */
export async function freeBlock(size) {
  for (let tries = 0; tries < 50; tries++) {
    const before = 20_000 + 10 * Math.floor(Math.random() * 1000)
    const ports = Array.from({ length: size }, (_, n) => before + 1 + n)
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return before
  }
  throw new Error(`no ${size} free ports in a row`)
}

/** True when something accepts connections there. */
export function isOpen(port, host = "localhost") {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    const answer = (open) => {
      socket.destroy()
      resolve(open)
    }
    socket.once("connect", () => answer(true))
    socket.once("error", () => answer(false))
    socket.setTimeout(1000, () => answer(false))
  })
}
